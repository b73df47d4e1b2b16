package dev.tcpunit.internal.rule.retransmission;

import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.FlowRule;
import dev.tcpunit.internal.verdict.Judged;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
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
public final class OnlyLostSegments extends FlowRule {
  private static final int MOST_SHOWN = 3;

  public OnlyLostSegments() {
    super(
        "retransmitsOnlyLostSegments",
        "retransmit only lost segments",
        "RFC 6675 s4",
        "what has arrived is not to be sent again",
        Judged.SENDER);
  }

  @Override
  public Verdict judge(Flow flow) {
    Connection connection = flow.connection();
    if (!connection.isSeenAtBothEnds()) {
      return judgement.cannotTell(
          expecting(flow),
          "the capture does not hold both ends, so it does not show what was lost between"
              + " them; one on a link does (@ImpairedLink)");
    }
    if (!connection.keepsSegments()) {
      return judgement.cannotTell(expecting(flow), Doubt.NO_SEGMENTS);
    }
    List<Passage> passages = flow.transit().passages();
    return passages.stream().anyMatch(p -> p.sent().length() > 0)
        ? judge(flow, passages)
        : judgement.cannotTell(seen(flow, passages), "this side sent no data");
  }

  private Verdict judge(Flow flow, List<Passage> passages) {
    List<Coverage> needless = new ArrayList<>();
    List<Coverage> doubtful = new ArrayList<>();
    for (int i = 0; i < passages.size(); i++) {
      Passage again = passages.get(i);
      if (isRepeat(again)) {
        Coverage earlier = Coverage.of(passages.subList(0, i), again.sent());
        if (earlier.coversAll()) {
          boolean proven = earlier.isSound() || isConfirmed(flow, again);
          (proven ? needless : doubtful).add(earlier);
        }
      }
    }
    if (!needless.isEmpty()) {
      return judgement.violatedByPresence(found(flow, passages, needless));
    }
    return doubtful.isEmpty()
        ? judgement.holds(seen(flow, passages))
        : judgement.cannotTell(
            found(flow, passages, doubtful),
            "headers alone do not show whether these arrived undamaged; capture the payload"
                + " (@CaptureTcp(payload = FULL))");
  }

  private static boolean isRepeat(Passage passage) {
    return passage.sent().kind() == SegmentKind.RETRANSMISSION;
  }

  /**
   * Whether the receiver said that it had the bytes already: by a DSACK, or by an ACK before they
   * came again.
   */
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

  private Finding seen(Flow flow, List<Passage> passages) {
    return expecting(flow)
        .but(repeats(passages) + " sent again, " + lost(passages) + " lost in transit");
  }

  /** Segments were sent again although earlier copies of their bytes had arrived. */
  private Finding found(Flow flow, List<Passage> passages, List<Coverage> needless) {
    Finding found =
        expecting(flow)
            .but(
                "%d of %s sent again had not been lost"
                    .formatted(needless.size(), repeats(passages)));
    for (Coverage each : needless.subList(0, Math.min(MOST_SHOWN, needless.size()))) {
      Segment original = each.latest().sent();
      found.segment(flow.connection(), original, arrival(each.latest()));
      found.segment(flow.connection(), each.again(), "repeats #" + original.frame());
      found.at(each.again());
    }
    return found
        .more(needless.size() - MOST_SHOWN)
        .fact("evidence", lost(passages) + " of the flow lost in transit");
  }

  private static String arrival(Passage passage) {
    return "arrived as #%d, %s later"
        .formatted(
            passage.arrivals().get(0).frame(), Wording.time(passage.delayNanos().orElseThrow()));
  }

  private static String repeats(List<Passage> passages) {
    return Wording.count(passages.stream().filter(OnlyLostSegments::isRepeat).count(), "segment");
  }

  private static String lost(List<Passage> passages) {
    return Wording.count(passages.stream().filter(Passage::isLost).count(), "segment");
  }

  /** How many of a segment's bytes earlier copies brought to the peer. */
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
