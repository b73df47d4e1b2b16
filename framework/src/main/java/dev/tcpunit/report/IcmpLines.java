package dev.tcpunit.report;

import dev.tcpunit.internal.notation.IcmpText;
import dev.tcpunit.internal.notation.Quantities;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.IcmpError;
import dev.tcpunit.trace.Segment;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** What ICMP said of a connection, a line for each run of errors that say the same. */
final class IcmpLines {
  private final Connection connection;
  private final BiFunction<Connection, IcmpError, String> sender;
  private final Deque<IcmpError> left;

  /** A run of errors, from the first to the last, in words. */
  record Line(IcmpError first, IcmpError last, String words) {}

  /**
   * Starts at the first error.
   *
   * @param sender names who says so
   */
  IcmpLines(Connection connection, BiFunction<Connection, IcmpError, String> sender) {
    this.connection = connection;
    this.sender = sender;
    left = new ArrayDeque<>(connection.icmpErrors());
  }

  /** Hands out what was captured before a frame and was not handed out yet. */
  void until(long frame, Consumer<Line> lines) {
    while (!left.isEmpty() && left.peek().frame() < frame) {
      IcmpError first = left.remove();
      IcmpError last = first;
      int count = 1;
      while (!left.isEmpty() && left.peek().frame() < frame && saysTheSame(first, left.peek())) {
        last = left.remove();
        count++;
      }
      lines.accept(new Line(first, last, words(first, count)));
    }
  }

  private static boolean saysTheSame(IcmpError one, IcmpError other) {
    return one.told() == other.told()
        && one.from().equals(other.from())
        && one.words().equals(other.words())
        && one.inFlight() == other.inFlight();
  }

  private String words(IcmpError error, int count) {
    String who = sender.apply(connection, error);
    String what = count == 1 ? quoted(error) : ", of " + Quantities.counted(count, "segment");
    String doubt =
        error.isCredible()
            ? ""
            : " Nothing of it was unacknowledged then: its receiver must ignore it (RFC 5927).";
    return "%s%s tells the %s by ICMP: %s%s.%s"
        .formatted(
            Character.toUpperCase(who.charAt(0)),
            who.substring(1),
            error.told().word(),
            error.words(),
            what,
            doubt);
  }

  private String quoted(IcmpError error) {
    Optional<Segment> segment = IcmpText.quoted(connection, error);
    return segment.map(s -> ", of what it sent in #" + s.frame()).orElse("");
  }
}
