package dev.tcpunit.internal.rule.size;

import dev.tcpunit.dynamics.FlowDynamics;
import dev.tcpunit.internal.rule.Content;
import dev.tcpunit.internal.verdict.Certainty;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.FlowRule;
import dev.tcpunit.internal.verdict.Judged;
import dev.tcpunit.internal.verdict.Remedy;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.TlsRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * No two segments in a row that would have fit into one carry pieces of the same message. A head
 * that leaves before a long body costs nothing, and all clients in use send it so.
 */
final class FewestSegments extends FlowRule {
  /** With less under way no kernel's send buffer is full, so that a write is sent as it is. */
  private static final long NO_FULL_BUFFER = 16_384;

  FewestSegments() {
    super(
        "sendsEachMessageInFewestSegments",
        "send each message in as few segments as it takes",
        "RFC 9293 s3.7.4, RFC 896",
        "data that is written in one piece leaves in full segments but for the last",
        Judged.SENDER);
  }

  @Override
  public Verdict judge(Flow flow) {
    Optional<String> doubt = SegmentMeasure.doubt(flow);
    if (doubt.isPresent()) {
      return judgement.cannotTell(expecting(flow), doubt.get());
    }
    List<Cut> cuts = cuts(flow);
    List<Cut> proven = cuts.stream().filter(cut -> isWithinMessage(flow, cut)).toList();
    if (!proven.isEmpty()) {
      return judgement.violatedByAbsence(cutUp(flow, proven));
    }
    return judgement.holds(
        expecting(flow).but("no message was cut up needlessly"),
        cuts.stream().findFirst().map(cut -> unknown(flow, cut)));
  }

  /** A small segment and what the sender sent next, before its peer had spoken. */
  private record Cut(Segment piece, Segment next, boolean forced) {
    long boundary() {
      return next.seq();
    }
  }

  private static List<Cut> cuts(Flow flow) {
    FlowDynamics dynamics = FlowDynamics.of(flow);
    int measure = SegmentMeasure.of(flow);
    List<Cut> found = new ArrayList<>();
    Segment piece = null;
    Segment full = null;
    for (Segment segment : flow.connection().segments()) {
      if (segment.length() == 0 || !segment.kind().isNew()) {
        continue;
      }
      boolean own = segment.from() == flow.sender();
      boolean within = own && piece != null && piece.end() == segment.seq();
      boolean fits = within && piece.length() + segment.length() <= measure;
      if (fits && !beginsMessage(flow, segment.seq())) {
        found.add(new Cut(piece, segment, isForced(dynamics, piece)));
      }
      boolean ends = own && full != null && full.end() == segment.seq();
      piece = own && !ends && segment.length() < measure ? segment : null;
      full = own && segment.length() >= measure ? segment : null;
    }
    return found;
  }

  /** The window ended here, or a full send buffer may have. */
  private static boolean isForced(FlowDynamics dynamics, Segment piece) {
    return dynamics.receiveWindow().leftAfter(piece).orElse(0) == 0
        || dynamics.flightSizeAfter(piece) > NO_FULL_BUFFER;
  }

  private static boolean beginsMessage(Flow flow, long offset) {
    return flow.httpMessages().stream().anyMatch(m -> m.start() == offset);
  }

  private static boolean endsHead(Flow flow, long offset) {
    return flow.httpMessages().stream().anyMatch(m -> m.headEnd() == offset && m.hasBody());
  }

  /** Messages are told apart only where the bytes are known to be HTTP/1 or records of TLS. */
  private static boolean isWithinMessage(Flow flow, Cut cut) {
    return !cut.forced()
        && (isWithinRecord(flow.tlsRecords(), cut.boundary())
            || Content.isWithinHttpMessage(flow, cut.boundary()));
  }

  /** Records follow each other without a gap, and there may be many. */
  private static boolean isWithinRecord(List<TlsRecord> records, long offset) {
    int next = Content.countUpTo(records, TlsRecord::end, offset);
    return next < records.size() && records.get(next).start() < offset;
  }

  private static String unknown(Flow flow, Cut cut) {
    String segments = "#%d and #%d".formatted(cut.piece().frame(), cut.next().frame());
    if (cut.forced()) {
      return segments + " fit into one segment, but a full buffer may have parted them";
    }
    return segments
        + " fit into one segment, but may be two messages: it takes payload of HTTP/1 or TLS,"
        + " captured by "
        + Doubt.CAPTURE_PAYLOAD;
  }

  private Finding cutUp(Flow flow, List<Cut> cuts) {
    Cut first = cuts.get(0);
    return expecting(flow)
        .but(
            "%s left alone though more of the same message came next"
                .formatted(Wording.count(cuts.size(), "small piece")))
        .timedOffenders(
            flow.connection(),
            cuts.stream().map(Cut::piece).toList(),
            s -> endsHead(flow, s.end()) ? "a head without its body" : "")
        .fact(
            "evidence",
            "#%d and #%d carry %s together, and a segment may carry %d"
                .formatted(
                    first.piece().frame(),
                    first.next().frame(),
                    Wording.count((long) first.piece().length() + first.next().length(), "byte"),
                    SegmentMeasure.of(flow)))
        .cause("a write for each piece, and Nagle's algorithm did not wait", Certainty.LIKELY)
        .lookFor(Remedy.BUFFER_WRITES);
  }
}
