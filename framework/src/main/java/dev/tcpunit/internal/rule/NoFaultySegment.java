package dev.tcpunit.internal.rule;

import dev.tcpunit.internal.verdict.Certainty;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Judged;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Remedy;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.net.ChecksumStatus;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Evidence;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.FlowCount;
import dev.tcpunit.trace.Handshake;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentFinding;
import dev.tcpunit.trace.SegmentKind;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** No segment of a connection, or of one flow, has the given fault. */
public final class NoFaultySegment {
  /**
   * A busy receiver takes several segments at once and reports no gap, so that a late segment and a
   * late capture look alike.
   */
  private static final String CAPTURED_LATE =
      "the packets do not say if %s came late or only the capture was late with them";

  private static final String CAPTURED_TWICE =
      "every segment came twice, so the capture may have seen each at two places: capture at one"
          + " interface";

  private final Fault fault;
  private final Connection connection;

  /** Where the fault shows: as the segments were sent, or as they arrived. */
  private final List<Flow> flows;

  private final Supplier<Finding> expecting;

  private NoFaultySegment(
      Fault fault, Connection connection, List<Flow> flows, Supplier<Finding> expecting) {
    this.fault = fault;
    this.connection = connection;
    this.flows = fault.count.isOfArrival() ? flows.stream().map(Flow::asReceived).toList() : flows;
    this.expecting = expecting;
  }

  public static Rule<Connection> inConnection(Fault fault) {
    return Rule.of(
        fault.assertion,
        fault.source,
        c -> new NoFaultySegment(fault, c, c.flows(), () -> fault.expecting(c)).judge());
  }

  public static Rule<Flow> inFlow(Fault fault) {
    return Rule.of(
        fault.assertion,
        fault.source,
        flow ->
            new NoFaultySegment(fault, flow.owner(), List.of(flow), () -> fault.expecting(flow))
                .judge());
  }

  private Verdict judge() {
    Judgement judgement = new Judgement(fault.assertion);
    long number = flows.stream().filter(this::isKnown).mapToLong(f -> f.count(fault.count)).sum();
    if (number == 0) {
      return judgement.holds(expecting.get().but(none()), doubt());
    }
    Finding found = found(number, segments(fault.filter));
    return fault == Fault.NETWORK_DUPLICATE && isCapturedTwice()
        ? judgement.cannotTell(found, CAPTURED_TWICE)
        : judgement.violatedByPresence(found);
  }

  /** A path copies some packets, and a mirror or a second interface all that can be told apart. */
  private boolean isCapturedTwice() {
    List<Segment> numbered =
        SentSegments.of(
            connection.flows().stream().map(Flow::asReceived).toList(),
            s -> s.length() > 0 || s.has(TcpFlags.SYN) || s.has(TcpFlags.FIN));
    long copies = numbered.stream().filter(fault.filter).count();
    return !connection.isSeenAtBothEnds() && copies > 0 && 2 * copies >= numbered.size();
  }

  private Optional<String> doubt() {
    if (connection.handshake().state() == Handshake.State.NOT_CAPTURED) {
      return Optional.of(Doubt.OLDER);
    }
    if (!flows.stream().allMatch(this::isKnown)) {
      return Doubt.cutOffers(connection)
          .or(() -> Optional.of("the capture lacks what it takes to count them"));
    }
    return undecided(fault.undecided, fault.doubt).or(this::capturedLate).or(this::unseen);
  }

  private Optional<String> capturedLate() {
    return fault == Fault.REORDERED
        ? undecided(NoFaultySegment::isCapturedLate, CAPTURED_LATE)
        : Optional.empty();
  }

  /** A segment that the capture missed may have had the fault; on a link it was lost instead. */
  private Optional<String> unseen() {
    return connection.isSeenAtBothEnds()
        ? Optional.empty()
        : flows.stream().flatMap(flow -> Doubt.unseen(flow).stream()).findFirst();
  }

  private Optional<String> undecided(Predicate<Segment> filter, String words) {
    int open = segments(filter).size();
    return open == 0
        ? Optional.empty()
        : Optional.of(words.formatted(Wording.count(open, "segment")));
  }

  private static boolean isCapturedLate(Segment segment) {
    return segment.evidence().filter(Evidence.NO_HOLE_REPORTED::equals).isPresent();
  }

  private boolean isKnown(Flow flow) {
    return flow.isKnown(fault.count);
  }

  private List<Segment> segments(Predicate<Segment> filter) {
    return SentSegments.of(flows, filter);
  }

  private long all() {
    return flows.stream().mapToLong(Flow::segments).sum();
  }

  /** {@code none of 26 segments}, and for checksums how many were left to the device. */
  private String none() {
    String none = "none of " + Wording.count(all(), "segment");
    if (fault != Fault.BAD_CHECKSUM) {
      return none;
    }
    int offloaded = segments(s -> s.checksum() == ChecksumStatus.OFFLOADED).size();
    return offloaded > 0 ? none + "; " + offloaded + " left to the device, as loopback does" : none;
  }

  /** The segments may be fewer than the number counted, if not all are kept. */
  private Finding found(long number, List<Segment> segments) {
    Finding found =
        expecting
            .get()
            .but(
                "%d of %s %s".formatted(number, Wording.count(all(), "segment"), fault.description))
            .offenders(connection, segments, this::note);
    segments.stream().findFirst().flatMap(Segment::evidence).ifPresent(e -> tell(found, e));
    return fault.cause.apply(found);
  }

  private static void tell(Finding found, Evidence evidence) {
    String sure = Certainty.of(evidence.confidence()).words();
    found.fact("evidence", evidence.words() + "; " + sure);
  }

  private String note(Segment segment) {
    return switch (fault) {
      case REORDERED -> "overtaken by #" + overtaker(segment).frame();
      case NETWORK_DUPLICATE -> "the same packet as #" + original(segment).frame();
      case BAD_CHECKSUM, ZERO_WINDOW, WINDOW_SHRUNK -> "";
    };
  }

  /** The first segment of the flow that was captured before a late one and lies behind it. */
  private Segment overtaker(Segment late) {
    return Finding.before(connection, late).stream()
        .filter(before -> before.from() == late.from() && before.seq() > late.seq())
        .findFirst()
        .orElse(late);
  }

  /** The last segment before a copy that is like it. */
  private Segment original(Segment copy) {
    return Finding.before(connection, copy).stream()
        .filter(before -> before.from() == copy.from())
        .filter(before -> before.seq() == copy.seq() && before.length() == copy.length())
        .reduce((first, second) -> second)
        .orElse(copy);
  }

  /** What no segment should be or do, each with the assertion that forbids it. */
  public enum Fault {
    BAD_CHECKSUM(
        "hasNoBadChecksums",
        "have no bad checksums",
        "RFC 9293 s3.1, MUST-2",
        "the sender computes the checksum, the receiver discards what does not match",
        FlowCount.BAD_CHECKSUMS,
        segment -> segment.checksum() == ChecksumStatus.BAD,
        "had a wrong TCP checksum",
        found -> found.cause("the path damaged or changed the segment", Certainty.LIKELY),
        segment -> segment.checksum() == ChecksumStatus.UNKNOWN,
        "the checksum of %s is not known, because not all bytes were captured"),
    REORDERED(
        "hasNoReorderedSegments",
        "have no reordered segments",
        "RFC 4737 s3",
        "a packet is reordered if packets sent after it arrived before it",
        FlowCount.REORDERED,
        segment -> segment.kind() == SegmentKind.REORDERED,
        "arrived after segments sent later",
        found -> found.cause("the path delivers in another order than was sent", Certainty.LIKELY),
        segment -> segment.kind() == SegmentKind.UNDECIDED,
        "the packets do not say if %s were sent again or overtaken"),
    NETWORK_DUPLICATE(
        "hasNoNetworkDuplicates",
        "have no copies that the network made",
        "RFC 5560 s3",
        "a packet that is sent once arrives at most once",
        FlowCount.NETWORK_DUPLICATES,
        segment -> segment.kind() == SegmentKind.NETWORK_DUPLICATE,
        "arrived a second time, sent once",
        found -> found.cause("the path copied the packet", Certainty.LIKELY),
        REORDERED.undecided,
        REORDERED.doubt),
    ZERO_WINDOW(
        "hasNoZeroWindow",
        "announce no window of zero",
        "RFC 9293 s3.8.6",
        "a window of zero stops the peer until the application reads",
        FlowCount.ZERO_WINDOWS,
        segment -> segment.has(SegmentFinding.ZERO_WINDOW),
        "closed the window",
        found ->
            found
                .cause("the receiver's buffer is full: it does not read", Certainty.LIKELY)
                .lookFor(Remedy.READ_FASTER)),
    WINDOW_SHRUNK(
        "neverShrinksWindow",
        "take back no window",
        "RFC 9293 s3.8.6, SHLD-14",
        "a receiver should not move the right edge of its window to the left",
        FlowCount.WINDOW_SHRUNK,
        segment -> segment.has(SegmentFinding.WINDOW_SHRUNK),
        "took back window that had been announced",
        found ->
            found.cause("the receiver gave its buffer up to something else", Certainty.POSSIBLE));

    private final String assertion;
    private final String expectation;
    private final String source;
    private final String rule;
    private final FlowCount count;
    private final Predicate<Segment> filter;
    private final String description;
    private final UnaryOperator<Finding> cause;

    /** The segments of which the capture does not tell whether they have the fault. */
    private final Predicate<Segment> undecided;

    private final String doubt;

    /** Of every segment the capture tells whether it has the fault. */
    Fault(
        String assertion,
        String expectation,
        String source,
        String rule,
        FlowCount count,
        Predicate<Segment> filter,
        String description,
        UnaryOperator<Finding> cause) {
      this(
          assertion,
          expectation,
          source,
          rule,
          count,
          filter,
          description,
          cause,
          segment -> false,
          "");
    }

    Fault(
        String assertion,
        String expectation,
        String source,
        String rule,
        FlowCount count,
        Predicate<Segment> filter,
        String description,
        UnaryOperator<Finding> cause,
        Predicate<Segment> undecided,
        String doubt) {
      this.assertion = assertion;
      this.expectation = expectation;
      this.source = source;
      this.rule = rule;
      this.count = count;
      this.filter = filter;
      this.description = description;
      this.cause = cause;
      this.undecided = undecided;
      this.doubt = doubt;
    }

    public Finding expecting(Connection connection) {
      Finding finding = Finding.expecting(connection, expectation);
      return by(isOfThePath() ? finding.onTheWire() : finding);
    }

    /** Whether the network did it to the segment, not who sent it. */
    private boolean isOfThePath() {
      return this == BAD_CHECKSUM || this == REORDERED || this == NETWORK_DUPLICATE;
    }

    public Finding expecting(Flow flow) {
      return by(Finding.expecting(flow, Judged.SENDER, expectation));
    }

    private Finding by(Finding finding) {
      Finding told = finding.rule(source, rule);
      return this == BAD_CHECKSUM ? told.inAnyOrder() : told;
    }
  }
}
