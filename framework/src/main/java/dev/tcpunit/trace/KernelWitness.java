package dev.tcpunit.trace;

import java.time.Duration;
import java.util.Optional;

/**
 * What the kernel says of a test's connections while the test runs: an account that is independent
 * of the capture. There is none for a capture file.
 */
public interface KernelWitness {
  /**
   * What the kernel counted since the test began, with the trace of exactly that time: waits until
   * no more segments come, bounded by {@code tcpunit.settleTimeout}.
   *
   * @return the counters, and why they may count more than the trace
   */
  KernelTruth counters();

  /**
   * The final account of the sockets of a connection's ends that are on this machine: waits until
   * they are closed.
   *
   * @param connection the connection
   * @param limit the longest wait; empty for {@code tcpunit.settleTimeout}
   * @return those that were closed by then, and why they may not tell all
   */
  KernelSockets sockets(Connection connection, Optional<Duration> limit);
}
