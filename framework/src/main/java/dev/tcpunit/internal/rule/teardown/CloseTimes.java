package dev.tcpunit.internal.rule.teardown;

import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Acceptance;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Segment;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How long a close took, or has taken so far. */
final class CloseTimes {
  private CloseTimes() {}

  /** The FIN or RST of the side that did not close first, or the RST of the other. */
  static Optional<Segment> answer(Connection connection, Segment first) {
    return first.has(TcpFlags.RST)
        ? Optional.of(first)
        : connection.segments().stream()
            .filter(s -> s.from() != first.from() && closes(s) || isReset(s))
            .findFirst();
  }

  static boolean hasAnswer(Connection connection) {
    return Closed.isOver(connection)
        || connection.clientToServer().finOffset().isPresent()
            && connection.serverToClient().finOffset().isPresent();
  }

  static Verdict judge(
      Judgement judgement,
      ShouldCloseInTime message,
      Duration limit,
      Segment first,
      Optional<Segment> last,
      String what) {
    if (last.isPresent()) {
      long took = last.get().timeNanos() - first.timeNanos();
      String how = "%s %s after #%d".formatted(what, Wording.time(took), first.frame());
      return took <= limit.toNanos()
          ? judgement.holds(message.inTime(how))
          : judgement.violatedByPresence(message.late(how, List.of(first, last.get())));
    }
    long watched = message.inTime("").trace().endNanos() - first.timeNanos();
    String after = "%s after #%d".formatted(Wording.time(watched), first.frame());
    Optional<String> tooSoon =
        watched > limit.toNanos()
            ? Optional.empty()
            : Optional.of("the capture ended " + after + ", which is within the limit");
    return judgement.violatedByAbsence(
        message.late(
            what + " in none of the " + after.replace(" after", " behind"), List.of(first)),
        tooSoon);
  }

  private static boolean closes(Segment segment) {
    return segment.has(TcpFlags.FIN) || isReset(segment);
  }

  private static boolean isReset(Segment segment) {
    return segment.has(TcpFlags.RST) && segment.acceptance() == Acceptance.ACCEPTED;
  }
}
