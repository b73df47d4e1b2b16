package dev.tcpunit.internal.rule;

import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.net.ChecksumStatus;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Handshake;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentKind;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** No segment has one certain fault. */
public final class NoFaultySegment {
  private final SegmentFault fault;
  private final Connection connection;

  /** Where it is to be seen: as they were sent, or as they arrived. */
  private final List<Flow> flows;

  private final ShouldHaveNoFaultySegment message;

  private NoFaultySegment(
      SegmentFault fault,
      Connection connection,
      List<Flow> flows,
      ShouldHaveNoFaultySegment message) {
    this.fault = fault;
    this.connection = connection;
    this.flows =
        fault.count().isOfArrival() ? flows.stream().map(Flow::asReceived).toList() : flows;
    this.message = message;
  }

  public static Rule<Connection> inConnection(SegmentFault fault) {
    return Rule.of(
        fault.assertion(),
        fault.source(),
        c ->
            new NoFaultySegment(
                    fault,
                    c,
                    List.of(c.clientToServer(), c.serverToClient()),
                    new ShouldHaveNoFaultySegment(fault, c))
                .judge());
  }

  public static Rule<Flow> inFlow(SegmentFault fault) {
    return Rule.of(
        fault.assertion(),
        fault.source(),
        flow ->
            new NoFaultySegment(
                    fault, flow.owner(), List.of(flow), new ShouldHaveNoFaultySegment(fault, flow))
                .judge());
  }

  private Verdict judge() {
    Judgement judgement = new Judgement(fault.assertion());
    long number = flows.stream().filter(this::isKnown).mapToLong(f -> f.count(fault.count())).sum();
    if (number > 0 && fault == SegmentFault.WINDOW_EXCEEDED) {
      return exceeded(judgement);
    }
    if (number > 0) {
      return judgement.violatedByPresence(message.found(number, all(), segments(fault::isIn)));
    }
    Optional<String> doubt = doubt();
    return doubt.isPresent()
        ? judgement.cannotTell(message.none(evidence()), doubt.get())
        : judgement.holds(message.none(evidence()));
  }

  /** An announcement that was not captured may have allowed it, or one that came out of order. */
  private Verdict exceeded(Judgement judgement) {
    if (!connection.keepsSegments()) {
      return judgement.cannotTell(message.none(""), Doubt.NO_SEGMENTS);
    }
    List<Segment> beyond = segments(s -> fault.isIn(s) && message.isBeyond(s));
    Optional<String> unseen =
        flows.stream()
            .map(flow -> Doubt.unseen(connection.flow(flow.sender().peer())))
            .flatMap(Optional::stream)
            .findFirst();
    return beyond.isEmpty()
        ? judgement.holds(message.none(evidence()))
        : judgement.violatedByAbsence(message.found(beyond.size(), all(), beyond), unseen);
  }

  private Optional<String> doubt() {
    if (connection.handshake().state() == Handshake.State.NOT_CAPTURED) {
      return Optional.of(Doubt.OLDER);
    }
    if (!flows.stream().allMatch(this::isKnown)) {
      return Optional.of("the capture lacks what it takes to count them");
    }
    return switch (fault) {
      case BAD_CHECKSUM ->
          doubtful(
              segment -> segment.checksum() == ChecksumStatus.UNKNOWN,
              "the checksum of %s is not known, because not all bytes were captured");
      case REORDERED, NETWORK_DUPLICATE ->
          doubtful(
              segment -> segment.kind() == SegmentKind.UNDECIDED,
              "the packets do not say if %s were sent again or overtaken");
      case ZERO_WINDOW, WINDOW_EXCEEDED, WINDOW_SHRUNK -> Optional.empty();
    };
  }

  private Optional<String> doubtful(Predicate<Segment> open, String words) {
    int number = segments(open).size();
    return number == 0
        ? Optional.empty()
        : Optional.of(words.formatted(Wording.count(number, "segment")));
  }

  private boolean isKnown(Flow flow) {
    return flow.isKnown(fault.count());
  }

  private List<Segment> segments(Predicate<Segment> filter) {
    return SentSegments.of(flows, filter);
  }

  private long all() {
    return flows.stream().mapToLong(Flow::segments).sum();
  }

  /** {@code none of 26 segments}, and for checksums how many were left to the device. */
  private String evidence() {
    String none = "none of " + Wording.count(all(), "segment");
    if (fault != SegmentFault.BAD_CHECKSUM) {
      return none;
    }
    int offloaded = segments(s -> s.checksum() == ChecksumStatus.OFFLOADED).size();
    return offloaded > 0 ? none + "; " + offloaded + " left to the device, as loopback does" : none;
  }
}
