package dev.tcpunit.assertions;

import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Trace;
import org.assertj.core.api.InstanceOfAssertFactory;

/**
 * Leads from AssertJ's own assertions to those of this package.
 *
 * <pre>{@code
 * assertThat(results).first().asInstanceOf(CONNECTION).hasCleanFin();
 * assertThat(upload).extracting(Upload::connection, as(CONNECTION)).hasNoRetransmissions();
 * }</pre>
 */
public final class TcpInstanceOfAssertFactories {
  /** To the assertions on all that was captured. */
  public static final InstanceOfAssertFactory<Trace, TraceAssert> TRACE =
      Subject.TRACE.instanceOf();

  /** To the assertions on one connection. */
  public static final InstanceOfAssertFactory<Connection, ConnectionAssert> CONNECTION =
      Subject.CONNECTION.instanceOf();

  /** To the assertions on one direction of a connection. */
  public static final InstanceOfAssertFactory<Flow, FlowAssert> FLOW = Subject.FLOW.instanceOf();

  private TcpInstanceOfAssertFactories() {}
}
