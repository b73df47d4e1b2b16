package dev.tcpunit.internal.rule.window;

import dev.tcpunit.dynamics.FlowDynamics;
import dev.tcpunit.dynamics.ZeroWindow;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** One side never kept its receive window closed for longer while its peer might send. */
public record ZeroWindowStall(Duration limit) implements Rule<Flow> {
  @Override
  public String name() {
    return "hasNoZeroWindowStallLongerThan";
  }

  @Override
  public String source() {
    return ShouldKeepWindowOpen.SOURCE;
  }

  @Override
  public Verdict judge(Flow captured) {
    Flow flow = captured.asReceived();
    Judgement judgement = new Judgement(name());
    ShouldKeepWindowOpen message = new ShouldKeepWindowOpen(flow, limit);
    Connection connection = flow.connection();
    Optional<String> doubt = Doubt.of(flow);
    if (!connection.keepsSegments()) {
      return judgement.cannotTell(message.seen(List.of()), doubt.orElseThrow());
    }
    List<ZeroWindow> closed = closed(connection.flow(flow.sender().peer()));
    List<ZeroWindow> stalls =
        closed.stream().filter(c -> nanos(c, connection) > limit.toNanos()).toList();
    if (!stalls.isEmpty()) {
      boolean seen = stalls.stream().anyMatch(stall -> stall.opening().isPresent());
      return seen
          ? judgement.violatedByPresence(message.found(stalls))
          : judgement.violatedByAbsence(message.found(stalls), doubt);
    }
    Optional<String> open =
        closed.stream()
            .filter(c -> c.opening().isEmpty())
            .findFirst()
            .map(c -> tooSoon(c, connection));
    doubt = doubt.or(() -> open);
    return doubt.isPresent()
        ? judgement.cannotTell(message.seen(closed), doubt.get())
        : judgement.holds(message.seen(closed));
  }

  /** Who has sent FIN and had it acknowledged has nothing to send that could be stalled. */
  private static List<ZeroWindow> closed(Flow sender) {
    OptionalLong fin = sender.finOffset();
    return FlowDynamics.of(sender).receiveWindow().zeroWindows().stream()
        .filter(c -> fin.isEmpty() || c.closing().ack() <= fin.getAsLong())
        .toList();
  }

  private static long nanos(ZeroWindow closed, Connection connection) {
    return closed.opening().isPresent()
        ? closed.durationNanos()
        : connection.trace().endNanos() - closed.startNanos();
  }

  private static String tooSoon(ZeroWindow closed, Connection connection) {
    return "the window was still closed when the capture ended, %s after #%d"
        .formatted(Wording.time(nanos(closed, connection)), closed.closing().frame());
  }
}
