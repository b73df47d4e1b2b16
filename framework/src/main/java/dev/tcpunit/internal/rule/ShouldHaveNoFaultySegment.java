package dev.tcpunit.internal.rule;

import dev.tcpunit.internal.verdict.Confidence;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Remedy;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Evidence;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Messages of the assertions that forbid one {@link SegmentFault}. */
public final class ShouldHaveNoFaultySegment {
  private final SegmentFault fault;
  private final Connection connection;
  private final Map<Role, AnnouncedWindows> announced = new EnumMap<>(Role.class);
  private final Supplier<Finding> expecting;

  public ShouldHaveNoFaultySegment(SegmentFault fault, Connection connection) {
    this.fault = fault;
    this.connection = connection;
    expecting = () -> Finding.expecting(connection, fault.expectation());
  }

  public ShouldHaveNoFaultySegment(SegmentFault fault, Flow flow) {
    this.fault = fault;
    connection = flow.owner();
    expecting = () -> Finding.expecting(flow, fault.expectation());
  }

  /** The flows together have {@code number} of them; {@code segments} may be fewer, if not kept. */
  public Finding found(long number, long of, List<Segment> segments) {
    Finding message =
        message()
            .but("%d of %s %s".formatted(number, Wording.count(of, "segment"), fault.description()))
            .offenders(connection, segments, this::note);
    segments.stream().findFirst().flatMap(Segment::evidence).ifPresent(e -> evidence(message, e));
    return cause(message);
  }

  private static void evidence(Finding message, Evidence evidence) {
    String sure = Confidence.of(evidence.confidence()).words();
    message.fact("evidence", evidence.words() + "; " + sure);
  }

  /** Whether a segment really goes beyond all that the peer had announced until then. */
  public boolean isBeyond(Segment segment) {
    return announced(segment).beyond(segment) > 0;
  }

  public Finding none(String evidence) {
    return message().but(evidence);
  }

  private Finding cause(Finding message) {
    return switch (fault) {
      case REORDERED ->
          message.cause("the path delivers in another order than was sent", Confidence.LIKELY);
      case NETWORK_DUPLICATE -> message.cause("the path copied the packet", Confidence.LIKELY);
      case BAD_CHECKSUM ->
          message.cause("the path damaged or changed the segment", Confidence.LIKELY);
      case ZERO_WINDOW ->
          message
              .cause("the receiver's buffer is full: it does not read", Confidence.LIKELY)
              .lookFor(Remedy.READ_FASTER);
      case WINDOW_SHRUNK ->
          message.cause("the receiver gave its buffer up to something else", Confidence.POSSIBLE);
      case WINDOW_EXCEEDED -> message;
    };
  }

  private String note(Segment segment) {
    return switch (fault) {
      case REORDERED -> "overtaken by #" + overtaker(segment).frame();
      case NETWORK_DUPLICATE -> "the same packet as #" + original(segment).frame();
      case WINDOW_EXCEEDED -> beyond(segment);
      case BAD_CHECKSUM, ZERO_WINDOW, WINDOW_SHRUNK -> "";
    };
  }

  /** The first of its flow that was captured before it and lies behind it in sequence. */
  private Segment overtaker(Segment late) {
    return Finding.before(connection, late).stream()
        .filter(before -> before.from() == late.from() && before.seq() > late.seq())
        .findFirst()
        .orElse(late);
  }

  /** The last before it that is the same. */
  private Segment original(Segment copy) {
    return Finding.before(connection, copy).stream()
        .filter(before -> before.from() == copy.from())
        .filter(before -> before.seq() == copy.seq() && before.length() == copy.length())
        .reduce((first, second) -> second)
        .orElse(copy);
  }

  private String beyond(Segment segment) {
    AnnouncedWindows windows = announced(segment);
    return windows.allowing(segment).isEmpty()
        ? ""
        : "%s beyond what #%d allows"
            .formatted(
                Wording.count(windows.beyond(segment), "byte"),
                windows.allowing(segment).get().frame());
  }

  /** As the sender of a segment knew them. */
  private AnnouncedWindows announced(Segment segment) {
    return announced.computeIfAbsent(
        segment.from(), side -> new AnnouncedWindows(connection.seenBy(side)));
  }

  private Finding message() {
    return expecting.get().rule(fault.source(), fault.words());
  }
}
