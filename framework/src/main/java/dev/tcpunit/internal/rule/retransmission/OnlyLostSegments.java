package dev.tcpunit.internal.rule.retransmission;

import dev.tcpunit.internal.rule.retransmission.ShouldRetransmitOnlyLostSegments.Needless;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.net.ChecksumStatus;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Passage;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentFinding;
import dev.tcpunit.trace.SegmentKind;
import java.util.ArrayList;
import java.util.List;

/** Each segment sent again carries at least one byte that no earlier copy brought to the peer. */
public final class OnlyLostSegments implements Rule<Flow> {
  private static final String NAME = "retransmitsOnlyLostSegments";
  private static final Judgement JUDGEMENT = new Judgement(NAME);

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String source() {
    return ShouldRetransmitOnlyLostSegments.SOURCE;
  }

  @Override
  public Verdict judge(Flow flow) {
    ShouldRetransmitOnlyLostSegments message = new ShouldRetransmitOnlyLostSegments(flow);
    Connection connection = flow.connection();
    if (!connection.isSeenAtBothEnds() || !connection.keepsSegments()) {
      return JUDGEMENT.cannotTell(
          message.notSeenAtBothEnds(),
          connection.isSeenAtBothEnds()
              ? Doubt.NO_SEGMENTS
              : "the capture does not hold both ends, so it does not show what was lost between"
                  + " them; one on a link does (@ImpairedLink)");
    }
    List<Passage> passages = flow.transit().passages();
    if (passages.stream().noneMatch(p -> p.sent().length() > 0)) {
      return JUDGEMENT.cannotTell(message.seen(0, 0), "this side sent no data");
    }
    return judge(flow, passages, message);
  }

  private static Verdict judge(
      Flow flow, List<Passage> passages, ShouldRetransmitOnlyLostSegments message) {
    int repeats = 0;
    int lost = (int) passages.stream().filter(Passage::isLost).count();
    List<Needless> needless = new ArrayList<>();
    List<Needless> doubtful = new ArrayList<>();
    for (int i = 0; i < passages.size(); i++) {
      Segment again = passages.get(i).sent();
      if (again.kind() == SegmentKind.RETRANSMISSION) {
        repeats++;
        Coverage earlier = Coverage.of(passages.subList(0, i), again);
        if (earlier.coversAll()) {
          boolean proven = earlier.isSound() || isConfirmed(flow, passages.get(i));
          (proven ? needless : doubtful).add(new Needless(again, earlier.latest()));
        }
      }
    }
    if (!needless.isEmpty()) {
      return JUDGEMENT.violatedByPresence(message.found(needless, repeats, lost));
    }
    return doubtful.isEmpty()
        ? JUDGEMENT.holds(message.seen(repeats, lost))
        : JUDGEMENT.cannotTell(
            message.found(doubtful, repeats, lost),
            "headers alone do not show whether these arrived undamaged; capture the payload"
                + " (@CaptureTcp(payload = FULL))");
  }

  /** The receiver said that it had the bytes: by a DSACK, or before they came again. */
  private static boolean isConfirmed(Flow flow, Passage again) {
    Segment repeat = again.sent();
    if (repeat.has(SegmentFinding.SPURIOUS)) {
      return true;
    }
    boolean upload = flow.sender() == Role.CLIENT;
    Connection receiver = upload ? flow.connection().atServer() : flow.connection().atClient();
    long came = again.isLost() ? Long.MAX_VALUE : again.arrivals().get(0).frame();
    return receiver.segments().stream()
        .filter(s -> s.from() != flow.sender() && s.frame() < came)
        .anyMatch(s -> s.ack() >= repeat.end());
  }

  /** What earlier copies brought of the bytes of a segment. */
  private record Coverage(Segment again, long upTo, boolean isSound, Passage latest) {
    static Coverage of(List<Passage> before, Segment again) {
      long upTo = again.seq();
      boolean sound = true;
      Passage latest = null;
      boolean grown = true;
      while (upTo < again.end() && grown) {
        grown = false;
        for (Passage passage : before) {
          Segment sent = passage.sent();
          boolean brings = !passage.isLost() && !passage.isDamaged();
          boolean needed = upTo < again.end() && sent.seq() <= upTo && upTo < sent.end();
          if (brings && needed) {
            upTo = sent.end();
            latest = passage;
            grown = true;
            sound &= isUndamaged(passage);
          }
        }
      }
      return new Coverage(again, upTo, sound, latest);
    }

    private static boolean isUndamaged(Passage passage) {
      return passage.arrivals().stream().anyMatch(a -> a.checksum() == ChecksumStatus.VALID);
    }

    boolean coversAll() {
      return upTo >= again.end() && latest != null;
    }
  }
}
