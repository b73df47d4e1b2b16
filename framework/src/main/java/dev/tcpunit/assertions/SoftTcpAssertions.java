package dev.tcpunit.assertions;

import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Trace;
import org.assertj.core.api.SoftAssertions;

/**
 * Collects the failures of several assertions, and fails once with all of them: AssertJ's soft
 * assertions, which know traces, connections and flows beside everything else.
 *
 * <pre>{@code
 * SoftTcpAssertions softly = new SoftTcpAssertions();
 * softly.assertThat(connection).hasNoRetransmissions().hasCleanFin();
 * softly.assertThat(response.statusCode()).isEqualTo(200);
 * softly.assertAll();
 * }</pre>
 *
 * <p>Of what is asserted within {@code client(...)}, {@code connectionTo(...)} and the like, the
 * first failure is collected.
 */
public class SoftTcpAssertions extends SoftAssertions {

  /**
   * Assertions on all that was captured.
   *
   * @param actual the trace
   * @return its assertions, whose failures are collected
   */
  public TraceAssert assertThat(Trace actual) {
    return proxy(TraceAssert.class, Trace.class, actual);
  }

  /**
   * Assertions on one connection.
   *
   * @param actual the connection
   * @return its assertions, whose failures are collected
   */
  public ConnectionAssert assertThat(Connection actual) {
    return proxy(ConnectionAssert.class, Connection.class, actual);
  }

  /**
   * Assertions on one direction of a connection.
   *
   * @param actual the flow
   * @return its assertions, whose failures are collected
   */
  public FlowAssert assertThat(Flow actual) {
    return proxy(FlowAssert.class, Flow.class, actual);
  }
}
