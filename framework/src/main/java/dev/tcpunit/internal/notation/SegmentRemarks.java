package dev.tcpunit.internal.notation;

import dev.tcpunit.net.ChecksumStatus;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Acceptance;
import dev.tcpunit.trace.AcceptanceReason;
import dev.tcpunit.trace.Confidence;
import dev.tcpunit.trace.Evidence;
import dev.tcpunit.trace.RetransmissionCause;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentFinding;
import dev.tcpunit.trace.SegmentKind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What was found about a segment, in a few words each; nothing for an ordinary one. */
public final class SegmentRemarks {
  private static final Map<SegmentKind, String> KINDS = new EnumMap<>(SegmentKind.class);
  private static final Map<RetransmissionCause, String> CAUSES =
      new EnumMap<>(RetransmissionCause.class);
  private static final Map<SegmentFinding, String> FINDINGS = new EnumMap<>(SegmentFinding.class);

  private static final Map<Acceptance, String> VERDICTS =
      Map.of(Acceptance.IGNORED, "not accepted", Acceptance.UNDECIDED, "maybe not accepted");

  /** What is so of most segments of these kinds, and needs no words. */
  private static final Set<AcceptanceReason> IMPLIED =
      EnumSet.of(AcceptanceReason.BELOW_WINDOW, AcceptanceReason.AFTER_CLOSE);

  private static final Set<SegmentKind> REPEATED =
      EnumSet.of(
          SegmentKind.RETRANSMISSION,
          SegmentKind.NETWORK_DUPLICATE,
          SegmentKind.KEEP_ALIVE,
          SegmentKind.KEEP_ALIVE_ACK,
          SegmentKind.ZERO_WINDOW_PROBE);

  static {
    KINDS.put(SegmentKind.NEW_AFTER_GAP, "bytes before it are missing");
    KINDS.put(SegmentKind.RETRANSMISSION, "sent again");
    KINDS.put(SegmentKind.REORDERED, "late: overtaken by segments sent after it");
    KINDS.put(SegmentKind.NETWORK_DUPLICATE, "the same packet once more, copied by the network");
    KINDS.put(SegmentKind.KEEP_ALIVE, "keep-alive");
    KINDS.put(SegmentKind.ZERO_WINDOW_PROBE, "probes the closed window");
    KINDS.put(SegmentKind.DUPLICATE_ACK, "duplicate ACK");
    KINDS.put(SegmentKind.WINDOW_UPDATE, "window update");
    KINDS.put(SegmentKind.KEEP_ALIVE_ACK, "answers a keep-alive");
    KINDS.put(SegmentKind.RESET, "aborts the connection");
    KINDS.put(SegmentKind.UNDECIDED, "sent again or late: the packets do not tell");
    CAUSES.put(RetransmissionCause.FAST, "sent again: fast retransmission");
    CAUSES.put(RetransmissionCause.TIMEOUT, "sent again: retransmission timer");
    CAUSES.put(RetransmissionCause.TAIL_LOSS_PROBE, "sent again: tail loss probe");
    CAUSES.put(RetransmissionCause.PATH_MTU, "sent again: was too long for the path");
    CAUSES.put(RetransmissionCause.SYN, "SYN sent again");
    CAUSES.put(RetransmissionCause.FIN, "FIN sent again");
    FINDINGS.put(SegmentFinding.SPURIOUS, "without need");
    FINDINGS.put(SegmentFinding.ZERO_WINDOW, "window closed");
    FINDINGS.put(SegmentFinding.WINDOW_FULL, "fills the peer's window");
    FINDINGS.put(SegmentFinding.WINDOW_EXCEEDED, "beyond the peer's window");
    FINDINGS.put(SegmentFinding.WINDOW_SHRUNK, "takes back window");
    FINDINGS.put(SegmentFinding.DUPLICATE_SACK, "reports bytes that arrived twice (DSACK)");
    FINDINGS.put(SegmentFinding.ACK_OF_UNSEEN_BYTES, "acknowledges bytes that were not captured");
    FINDINGS.put(SegmentFinding.MALFORMED_OPTIONS, "its options contradict themselves");
    FINDINGS.put(SegmentFinding.SACK, "reports a gap (SACK)");
    FINDINGS.put(
        SegmentFinding.CAPTURED_LATE, "captured late, though its receiver reported no hole");
    FINDINGS.put(SegmentFinding.INCONSISTENT_RETRANSMISSION, "not the bytes that were sent before");
  }

  private SegmentRemarks() {}

  /** What a segment is, of those that are more than the next bytes or an acknowledgement. */
  public static Optional<String> ofKind(Segment segment) {
    return segment
        .cause()
        .map(CAUSES::get)
        .or(() -> Optional.ofNullable(KINDS.get(segment.kind())));
  }

  /** The remarks, that on the segment's kind first. */
  public static List<String> of(Segment segment) {
    List<String> remarks = new ArrayList<>();
    String kind = ofKind(segment).orElse(null);
    if (kind != null && (segment.kind() != SegmentKind.RESET || isAccepted(segment))) {
      remarks.add(kind);
    }
    refusal(segment).ifPresent(remarks::add);
    FINDINGS.forEach(
        (finding, words) -> {
          if (segment.has(finding) && !isSaid(finding, segment)) {
            remarks.add(words);
          }
        });
    segment
        .evidence()
        .filter(evidence -> evidence.confidence() == Confidence.LIKELY)
        .filter(evidence -> evidence != Evidence.REPEATED)
        .ifPresent(evidence -> remarks.add("likely, for " + evidence.words()));
    if (segment.checksum() == ChecksumStatus.BAD && isAccepted(segment)) {
      remarks.add("wrong checksum");
    }
    return remarks;
  }

  private static boolean isAccepted(Segment segment) {
    return segment.acceptance() == Acceptance.ACCEPTED;
  }

  /** {@code RST not accepted: not at RCV.NXT}; nothing where the kind says as much. */
  private static Optional<String> refusal(Segment segment) {
    String what = segment.has(TcpFlags.RST) ? "RST " : "";
    return segment
        .acceptanceReason()
        .filter(reason -> !IMPLIED.contains(reason) || !REPEATED.contains(segment.kind()))
        .map(reason -> what + VERDICTS.get(reason.acceptance()) + ": " + reason.words());
  }

  /** A DSACK comes as a SACK option; it reports no gap for that. */
  private static boolean isSaid(SegmentFinding finding, Segment segment) {
    return finding == SegmentFinding.SACK && segment.has(SegmentFinding.DUPLICATE_SACK);
  }
}
