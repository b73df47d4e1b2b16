package dev.tcpunit.junit;

import dev.tcpunit.internal.extension.ExtensionService;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Trace;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What was captured of one test: a parameter of test methods, {@code BeforeEach} and {@code
 * AfterEach} methods, and of constructors where each test has its own instance.
 *
 * <p>Each query <b>settles</b> first: all that was sent before the call has been captured, and
 * while a connection asked for has unacknowledged data, an open handshake or a close under way,
 * more is waited for, at most {@code tcpunit.settleTimeout} (2 s). What the time-out cut short is
 * in the message of an assertion that fails. A connection that is simply open is settled.
 *
 * <p>What a query returns is immutable. May be used by several threads of one test. Not to be
 * implemented.
 */
public interface TcpCapture {
  /**
   * The capture of a test, for another extension: one that judges, reports or keeps what every test
   * did. Register it behind {@link CaptureTcp}, so that the capture has begun.
   *
   * <pre>{@code
   * public void afterEach(ExtensionContext context) {
   *   TcpCapture.of(context).ifPresent(capture -> publish(capture.trace()));
   * }
   * }</pre>
   *
   * @param context of the test, or of what is within it
   * @return empty where the test is not captured, or its capture has not begun
   */
  static Optional<TcpCapture> of(ExtensionContext context) {
    return ExtensionService.get().captureOf(context).map(TcpCapture.class::cast);
  }

  /**
   * The one connection of this test to a server port. Asking for a port also claims it among tests
   * that run at the same time.
   *
   * @param serverPort the port that the server listens on
   * @return the connection as it is now
   * @throws AssertionError if there is none, naming what was seen instead and where to look; if
   *     there are several, listing them; or if a test that runs at the same time claims the port
   */
  Connection connectionTo(int serverPort);

  /**
   * The one connection of this test from a client port.
   *
   * @param clientPort the port that the client connects from
   * @return the connection as it is now
   * @throws AssertionError as {@link #connectionTo}
   */
  Connection connectionFrom(int clientPort);

  /**
   * All connections of this test.
   *
   * @return in the order in which they were opened, maybe none
   * @throws AssertionError if another test runs at the same time and one of the connections may be
   *     its: name the ports, then it is known
   */
  List<Connection> connections();

  /**
   * Everything that was captured of this test.
   *
   * @return the trace as it is now; its frame numbers are those of the test's capture file
   * @throws AssertionError as {@link #connections}
   */
  Trace trace();

  /**
   * Says that connections to these server ports, and only these, are the test's. Good for ports
   * that are known only when the server runs; {@link CaptureTcp#ports} is for fixed ones.
   *
   * @param serverPorts the ports
   * @return this
   */
  TcpCapture ownPorts(int... serverPorts);
}
