package dev.tcpunit.kernel;

import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Continuation;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Trace;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the kernel says of a test's connections while the test runs: an account that is independent
 * of the capture. There is none for a capture file.
 *
 * <pre>{@code
 * KernelTruth truth = KernelWitness.of(capture.trace()).orElseThrow().counters();
 * assertThat(truth.counters()).containsEntry("TcpExt.TCPTimeouts", 0L);
 * }</pre>
 */
public interface KernelWitness {
  /**
   * What the kernel says of the connections of a trace, where it can be asked.
   *
   * @param trace of a captured test
   * @return empty for a capture file, a text, or a live capture whose test is over
   */
  static Optional<KernelWitness> of(Trace trace) {
    return trace.continuation() instanceof Source source ? source.witness() : Optional.empty();
  }

  /** A {@link Continuation} of which the kernel can tell too; for the capture around a test. */
  interface Source extends Continuation {
    /**
     * Who tells.
     *
     * @return empty once the test is over
     */
    Optional<KernelWitness> witness();
  }

  /**
   * What the kernel counted since the test began, with the trace of exactly that time: waits until
   * no more segments come, bounded by {@code tcpunit.settleTimeout}.
   *
   * @return the counters, and why they may count more than the trace
   */
  KernelTruth counters();

  /**
   * Segments of the test's connections that the kernel received although it had all of their bytes
   * ({@link KernelCounters#dsackSent}), since the test began. Waits for nothing.
   *
   * @return segments; empty where the kernel cannot be asked, or counted others' segments too
   */
  OptionalLong receivedTwice();

  /**
   * The final account of the sockets of a connection's ends that are on this machine: waits until
   * they are closed.
   *
   * @param connection the connection
   * @param limit the longest wait; empty for {@code tcpunit.settleTimeout}
   * @return those that were closed by then, and why they may not tell all
   */
  KernelSockets sockets(Connection connection, Optional<Duration> limit);

  /**
   * The final account of the socket of one end: waits until it is closed, bounded by {@code
   * tcpunit.settleTimeout}. Of a server's socket that is {@linkplain ClosedSocket#isDisconnected
   * disconnected} it is not known which connection it had.
   *
   * @param connection the connection
   * @param end whose socket
   * @return empty if the socket is open yet, or not on this machine, or cannot be told from others
   */
  Optional<ClosedSocket> socket(Connection connection, Role end);
}
