package dev.tcpunit.lab;

import dev.tcpunit.kernel.KernelCounters;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.FlowCount;

/**
 * How what was found in an upload agrees with what the kernel counted.
 *
 * @param counted what the kernel sent again
 * @param found what the analysis found, by both ends
 * @param undecided how many of them it gives no cause
 * @param wrong how many it gives a cause that the kernel did not count so often
 */
public record Agreement(long counted, long found, long undecided, long wrong) {
  /** Compares. */
  public static Agreement of(KernelRun run) {
    Flow up = run.connection().clientToServer();
    Flow down = run.connection().atServer().serverToClient();
    KernelCounters kernel = run.kernel();
    long fast = both(up, down, FlowCount.FAST_RETRANSMISSIONS);
    long timeout = both(up, down, FlowCount.TIMEOUT_RETRANSMISSIONS);
    long probe = both(up, down, FlowCount.TAIL_LOSS_PROBES);
    long data = both(up, down, FlowCount.RETRANSMISSIONS);
    long opening = both(up, down, FlowCount.SYN_RETRANSMISSIONS);
    long closing = both(up, down, FlowCount.FIN_RETRANSMISSIONS);
    long timers = kernel.timeouts() + kernel.slowStartRetransmits();
    long wrong =
        Math.max(0, fast - kernel.fastRetransmits())
            + Math.max(0, timeout - timers)
            + Math.max(0, probe - kernel.lossProbes());
    return new Agreement(
        kernel.retransSegs(), data + opening + closing, data - fast - timeout - probe, wrong);
  }

  private static long both(Flow up, Flow down, FlowCount count) {
    return up.count(count) + down.count(count);
  }

  /** Whether the same number was found. */
  public boolean isCountEqual() {
    return counted == found;
  }
}
