package dev.tcpunit.internal.verdict;

import dev.tcpunit.net.ChecksumStatus;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Acceptance;
import dev.tcpunit.trace.AcceptanceReason;
import dev.tcpunit.trace.Completeness;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.FlowCount;
import dev.tcpunit.trace.Handshake;
import dev.tcpunit.trace.IgnoredFrames;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentFinding;
import dev.tcpunit.trace.SegmentKind;
import dev.tcpunit.trace.TimeDisorder;
import dev.tcpunit.trace.Trace;
import dev.tcpunit.trace.VantagePoint;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Why a capture cannot tell whether a rule is kept: every reason that more than one rule has, each
 * in the words of the message, and empty where that reason does not apply.
 */
public final class Doubt {
  /** A receiver may hold back an ACK this long (RFC 9293 section 3.8.6.3, MUST-40). */
  public static final long ACK_DELAY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  /** A capture may hold the packets of two queues in the wrong order, by no more than this. */
  public static final long DISORDER_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  /** The rule needs the segments, and the analysis was told to keep none. */
  public static final String NO_SEGMENTS =
      "the analysis kept no segments: analyse with AnalysisOptions.SEGMENTS";

  /** What to do where the beginning of a connection is needed. */
  public static final String FROM_START =
      "open the connection within the test, or capture from its start";

  /** The connection was open before the capture began; what it did until then is unknown. */
  public static final String OLDER = "the connection is older than the capture: " + FROM_START;

  /** One of the two segments that open a connection is missing. */
  public static final String NO_SYNS = "not both SYN and SYN-ACK were captured: " + FROM_START;

  /** What to do where a rule needs the payload. */
  public static final String CAPTURE_PAYLOAD =
      "@CaptureTcp(payload = Payload.FULL), or capture without a snap length";

  private Doubt() {}

  /**
   * Why it cannot be told what a connection did over time: that takes its segments from the first
   * one on.
   */
  public static Optional<String> of(Connection connection) {
    if (!connection.keepsSegments()) {
      return Optional.of(NO_SEGMENTS);
    }
    return connection.handshake().state() == Handshake.State.NOT_CAPTURED
        ? Optional.of(OLDER)
        : Optional.empty();
  }

  /**
   * Why it cannot be told what both programs did: what is captured of one that is on the other side
   * of a wall is the TCP of the door, which acknowledges, offers windows and sends again by itself.
   */
  static Optional<String> behindDoor(Connection connection) {
    return connection.door().map(Doubt::behindDoor);
  }

  /** The same of one program, or of both, that a rule of one direction judges. */
  static Optional<String> behindDoor(Flow flow, Judged judged) {
    return flow.connection()
        .door()
        .filter(end -> judged == Judged.BOTH_ENDS || end == flow.sender())
        .map(Doubt::behindDoor);
  }

  private static String behindDoor(Role end) {
    return "behind a door: what was captured of the %s is what TcpUnit's door did"
        .formatted(Wording.side(end));
  }

  /**
   * Why it cannot be told how a flow was sent: that takes all segments of its sender, from the
   * first one on.
   */
  public static Optional<String> of(Flow flow) {
    return of(flow.connection()).or(() -> unseen(flow));
  }

  /** Why it cannot be told how both sides took turns: that takes all segments of both. */
  public static Optional<String> ofBothFlows(Connection connection) {
    return of(connection.clientToServer()).or(() -> unseen(connection.serverToClient()));
  }

  /**
   * Why it cannot be told what a flow's sender sent again: that takes all of its segments, each of
   * a known kind.
   */
  public static Optional<String> ofResends(Flow flow) {
    return of(flow).or(() -> undecided(flow)).or(() -> lostBefore(flow));
  }

  /** As {@link #ofResends}, where segments of an undecided kind cannot change the verdict. */
  public static Optional<String> ofKnownResends(Flow flow) {
    return of(flow).or(() -> lostBefore(flow));
  }

  private static Optional<String> undecided(Flow flow) {
    long undecided = flow.count(FlowCount.UNDECIDED);
    return undecided == 0
        ? Optional.empty()
        : Optional.of(
            "the packets do not say if %s sent again or overtaken"
                .formatted(
                    Wording.count(undecided, "segment") + (undecided == 1 ? " was" : " were")));
  }

  /** Why something may have been sent again though all that was captured was sent once. */
  public static Optional<String> unseenResends(Flow flow) {
    return unseen(flow).or(() -> lostBefore(flow));
  }

  /** A capture beside the receiver sees a segment that was lost and sent again only once. */
  private static Optional<String> lostBefore(Flow flow) {
    VantagePoint vantage = flow.connection().vantagePoint();
    boolean behind = vantage.isBeside(flow.sender().peer()) && !vantage.isBeside(flow.sender());
    return behind
        ? Optional.of("the capture stands beside the receiver: what was lost is not in it")
        : Optional.empty();
  }

  /** Why the flags and numbers of SYN and SYN-ACK are not known. */
  public static Optional<String> ofSyns(Connection connection) {
    return connection.flows().stream()
            .allMatch(flow -> flow.asReceived().initialSequenceNumber().isPresent())
        ? Optional.empty()
        : Optional.of(NO_SYNS);
  }

  /** Why it is not known what the ends agreed on: SYN and SYN-ACK alone offer it. */
  public static Optional<String> ofOffers(Connection connection) {
    return ofSyns(connection).or(() -> cutOffers(connection));
  }

  /** Why an option that nobody offered, as far as captured, may have been agreed on after all. */
  public static Optional<String> cutOffers(Connection connection) {
    return connection.flows().stream()
        .filter(flow -> isCut(flow) || isCut(flow.asReceived()))
        .findFirst()
        .map(Doubt::cutOffers);
  }

  /** Why it cannot be told of each segment what options it carried. */
  public static Optional<String> cutOptions(Connection connection) {
    return cutOptions(connection.clientToServer())
        .or(() -> cutOptions(connection.serverToClient()));
  }

  /** Why what was sent again may have been reported as needless by SACK (RFC 2883). */
  public static Optional<String> cutReports(Connection connection) {
    boolean again =
        connection.segments().stream().anyMatch(s -> s.kind() == SegmentKind.RETRANSMISSION);
    return again ? cutOptions(connection) : Optional.empty();
  }

  /** Why it cannot be told of each segment of a flow what options it carried. */
  public static Optional<String> cutOptions(Flow flow) {
    long cut =
        flow.connection().segments().stream()
            .filter(s -> s.from() == flow.sender() && s.has(SegmentFinding.OPTIONS_CUT))
            .count();
    return cut == 0 ? Optional.empty() : Optional.of(cutOff(Wording.count(cut, "segment")));
  }

  private static boolean isCut(Flow flow) {
    return flow.initialSequenceNumber().isPresent() && flow.synOptions().isEmpty();
  }

  /** A snap length left the SYN of a flow without the options that tell what its sender offers. */
  private static String cutOffers(Flow flow) {
    return cutOff("the " + (flow.sender() == Role.CLIENT ? "SYN" : "SYN-ACK"));
  }

  private static String cutOff(String of) {
    return "the capture cut the options of " + of + " off: capture without a snap length";
  }

  /** As {@link #of(Flow)}, for what only a capture beside the flow's sender sees. */
  public static Optional<String> besideSender(Flow flow) {
    return of(flow).or(() -> notBesideSender(flow));
  }

  /** Only a capture beside a flow's sender shows what that sender knew when it sent. */
  public static Optional<String> notBesideSender(Flow flow) {
    return flow.connection().vantagePoint().isBeside(flow.sender())
        ? Optional.empty()
        : Optional.of(
            "it takes a capture beside the "
                + Wording.side(flow.sender())
                + ", and this one is not known to stand there");
  }

  /** Why a connection cannot be followed from segment to segment. */
  static Optional<String> ofReading(Connection connection) {
    return outOfOrder(connection.timeDisorder())
        .or(() -> connection.flows().stream().flatMap(f -> ofChecksums(f).stream()).findFirst());
  }

  /** Why not all connections of a trace can be followed. */
  static Optional<String> ofReading(Trace trace) {
    return outOfOrder(trace.completeness().timeDisorder())
        .or(
            () ->
                trace.connections().stream()
                    .flatMap(connection -> ofReading(connection).stream())
                    .findFirst());
  }

  /**
   * A receiver discards what is damaged. But where addresses were replaced and sums left as they
   * were, all are wrong; those of whole segments show it, as their receiver acknowledges them. A
   * capture that cut the others off does not.
   */
  private static Optional<String> ofChecksums(Flow flow) {
    if (flow.count(FlowCount.NOT_ACCEPTED) == 0 || !flow.connection().keepsSegments()) {
      return Optional.empty();
    }
    return ofIpHeaders(flow).or(() -> ofTcpChecksums(flow));
  }

  private static Optional<String> ofIpHeaders(Flow flow) {
    boolean all =
        flow.connection().segments().stream()
            .filter(segment -> segment.from() == flow.sender())
            .map(Segment::acceptanceReason)
            .allMatch(Optional.of(AcceptanceReason.BAD_IP_CHECKSUM)::equals);
    return all
        ? Optional.of(
            ("the checksum of the IP header is wrong in all %s of the %s: it was damaged, or"
                    + " addresses were replaced (tcprewrite --fixcsum)")
                .formatted(Wording.count(flow.segments(), "segment"), Wording.side(flow.sender())))
        : Optional.empty();
  }

  private static Optional<String> ofTcpChecksums(Flow flow) {
    if (flow.count(FlowCount.BAD_CHECKSUMS) == 0) {
      return Optional.empty();
    }
    Map<ChecksumStatus, Long> sums =
        flow.connection().segments().stream()
            .filter(segment -> segment.from() == flow.sender())
            .filter(s -> s.checksum() != ChecksumStatus.BAD || s.acceptance() == Acceptance.IGNORED)
            .collect(Collectors.groupingBy(Segment::checksum, Collectors.counting()));
    boolean open = sums.keySet().equals(EnumSet.of(ChecksumStatus.BAD, ChecksumStatus.UNKNOWN));
    return open
        ? Optional.of(
            ("the checksum of %s is wrong, and the capture has none of the %s whole that is right:"
                    + " it was damaged, or addresses were replaced (tcprewrite --fixcsum)")
                .formatted(
                    Wording.count(sums.get(ChecksumStatus.BAD), "segment"),
                    Wording.side(flow.sender())))
        : Optional.empty();
  }

  /** Why it cannot be told what came first. */
  private static Optional<String> outOfOrder(Optional<TimeDisorder> disorder) {
    return disorder.map(
        found ->
            "%s behind later ones in the capture, by at most %s: %s"
                .formatted(
                    Wording.count(found.segments(), "segment")
                        + (found.segments() == 1 ? " stands" : " stand"),
                    Wording.time(found.mostNanos()),
                    found.file()
                        ? "sort the file with reordercap"
                        : "the clock was set back, or the capture is not in order"));
  }

  /** Why it is not known how long anything took. */
  public static Optional<String> ofTimes(Trace trace) {
    long untimed = trace.completeness().untimedSegments();
    if (untimed == 0) {
      return Optional.empty();
    }
    return Optional.of(
        untimed >= trace.tcpSegments()
            ? "the text has no times (-t), or too few to tell what they are since (-ttt, -ttttt):"
                + " print it with -tt"
            : "the text has no time for %s".formatted(Wording.count(untimed, "segment")));
  }

  /** Why segments that went over the wire may be missing from the trace. */
  public static Optional<String> missing(Trace trace) {
    Completeness completeness = trace.completeness();
    IgnoredFrames ignored = trace.ignored();
    long dropped = completeness.droppedFrames().orElse(0);
    if (dropped > 0) {
      String cure = trace.continuation().cureOfDrops().map(text -> " (" + text + ")").orElse("");
      return Optional.of("the capture dropped " + Wording.count(dropped, "frame") + cure);
    }
    if (completeness.damage().isPresent()) {
      Completeness.Damage damage = completeness.damage().get();
      return Optional.of(
          "the capture could not be read on from byte %d: %s"
              .formatted(damage.offset(), damage.reason()));
    }
    if (ignored.truncated() > 0) {
      return Optional.of(
          "the snap length cut the TCP header of " + Wording.count(ignored.truncated(), "frame"));
    }
    return ignored.malformed() > 0
        ? Optional.of(Wording.count(ignored.malformed(), "malformed frame") + " could not be read")
        : Optional.empty();
  }

  /**
   * The capture misses segments of a flow's sender, as the ACKs of the peer prove. So the sender
   * may have sent more than the capture shows.
   */
  public static Optional<String> unseen(Flow flow) {
    String side = Wording.side(flow.sender());
    if (flow.segments() == 0 && flow.acknowledgedTo().isPresent()) {
      return Optional.of("no segment of the " + side + " was captured");
    }
    if (isSynAckUnseen(flow)) {
      return Optional.of("the SYN-ACK was not captured, and the client acknowledges it");
    }
    if (!flow.isKnown(FlowCount.MISSING_BYTES)) {
      return Optional.empty();
    }
    long missing = flow.count(FlowCount.MISSING_BYTES);
    if (missing > 0) {
      String bytes = Wording.count(missing, "byte");
      return Optional.of("the capture misses %s of the %s, and maybe more".formatted(bytes, side));
    }
    return isLastUnseen(flow)
        ? Optional.of("the capture misses the FIN of the %s, or a byte".formatted(side))
        : Optional.empty();
  }

  /** Whether the peer acknowledges one number behind what was captured. */
  private static boolean isLastUnseen(Flow flow) {
    return flow.finOffset().isEmpty() && flow.acknowledgedTo().orElse(0) > flow.endOffset();
  }

  /** A client without an answer to its SYN has nothing to acknowledge (RFC 9293 s3.10.7.3). */
  private static boolean isSynAckUnseen(Flow flow) {
    Handshake.State state = flow.connection().handshake().state();
    return flow.sender() == Role.SERVER
        && (state == Handshake.State.INCOMPLETE || state == Handshake.State.UNANSWERED)
        && flow.initialSequenceNumber().isEmpty()
        && flow.acknowledgedTo().isPresent();
  }

  /** A flow's sender may have sent bytes before the capture began. */
  public static Optional<String> sentBefore(Flow flow) {
    return flow.initialSequenceNumber().isEmpty()
        ? Optional.of("the SYN of this side was not captured: " + FROM_START)
        : Optional.empty();
  }

  /** A flow's sender may have sent more bytes than were captured, before the capture or in it. */
  public static Optional<String> ofBytes(Flow flow) {
    return sentBefore(flow).or(() -> unseen(flow));
  }

  /**
   * A flow's sender may have sent more bytes than its numbers prove; its FIN says where they end.
   */
  public static Optional<String> ofLength(Flow flow) {
    return flow.finOffset().isPresent() ? sentBefore(flow) : ofBytes(flow);
  }

  /** A side may have sent FIN, and the capture does not hold it. */
  public static Optional<String> unseenFin(Flow flow) {
    if (flow.finOffset().isPresent()) {
      return Optional.empty();
    }
    String side = Wording.side(flow.sender());
    if (flow.segments() == 0 && flow.acknowledgedTo().isPresent()) {
      return unseen(flow);
    }
    boolean older = flow.connection().handshake().state() == Handshake.State.NOT_CAPTURED;
    if (older && flow.bytes() == 0) {
      return Optional.of(
          "the connection is older than the capture: the %s may have closed before"
              .formatted(side));
    }
    return reachesBeyondItsEnd(flow)
        ? Optional.of("the capture misses the end of what the %s sent".formatted(side))
        : Optional.empty();
  }

  /** Whether either side may have sent a FIN that the capture does not hold. */
  public static Optional<String> unseenFin(Connection connection) {
    return unseenFin(connection.clientToServer()).or(() -> unseenFin(connection.serverToClient()));
  }

  /** What was sent behind the last byte captured shows in the numbers of what came later. */
  private static boolean reachesBeyondItsEnd(Flow flow) {
    return flow.acknowledgedTo().orElse(0) > flow.endOffset()
        || flow.connection().segments().stream()
            .filter(s -> s.from() == flow.sender() && s.acceptance() != Acceptance.IGNORED)
            .anyMatch(s -> s.seq() > flow.endOffset());
  }

  /**
   * The last number of a flow was acknowledged, but only long before it was sent, as far as
   * captured: the capture missed its first copy, or the ACK was of none that was sent.
   *
   * @param end the offset after it
   */
  public static Optional<String> acknowledgedTooSoon(Flow flow, long end) {
    return flow.connection().segments().stream()
        .filter(s -> s.from() == flow.sender() && s.kind() == SegmentKind.NEW)
        .filter(s -> s.seq() < end && end <= s.end())
        .findFirst()
        .filter(sent -> !isAcknowledgedAfter(flow, end, sent.timeNanos() - DISORDER_NANOS))
        .map(sent -> "only ACKs from before it was sent cover #" + sent.frame());
  }

  private static boolean isAcknowledgedAfter(Flow flow, long end, long nanos) {
    return flow.connection().segments().stream()
        .filter(s -> s.from() != flow.sender() && s.acceptance() != Acceptance.IGNORED)
        .anyMatch(s -> s.has(TcpFlags.ACK) && s.ack() >= end && s.timeNanos() >= nanos);
  }

  /** The capture ended so early that the peer may still have answered in time. */
  public static Optional<String> tooSoon(Trace trace, long sinceNanos, String after) {
    long watched = trace.endNanos() - sinceNanos;
    return watched < ACK_DELAY_NANOS
        ? Optional.of(
            "the capture ended %s after %s, an answer may take 500 ms"
                .formatted(Wording.time(watched), after))
        : Optional.empty();
  }
}
