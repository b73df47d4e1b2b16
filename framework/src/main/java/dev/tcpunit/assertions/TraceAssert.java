package dev.tcpunit.assertions;

import dev.tcpunit.internal.rule.baseline.TraceMatchesBaseline;
import dev.tcpunit.internal.rule.delivery.DeliveryRules;
import dev.tcpunit.internal.rule.handshake.HandshakeRules;
import dev.tcpunit.internal.rule.kernel.MatchesKernelCounters;
import dev.tcpunit.internal.rule.retransmission.RetransmissionRules;
import dev.tcpunit.internal.rule.teardown.TeardownRules;
import dev.tcpunit.internal.rule.trace.AttemptsNextAddressWithin;
import dev.tcpunit.internal.rule.trace.ConcurrentConnections;
import dev.tcpunit.internal.rule.trace.ConnectAttempts;
import dev.tcpunit.internal.rule.trace.ConnectionCount;
import dev.tcpunit.internal.rule.trace.EveryConnection;
import dev.tcpunit.internal.rule.trace.OnlyConnectsTo;
import dev.tcpunit.internal.rule.trace.SomeConnection;
import dev.tcpunit.internal.rule.trace.TraceRules;
import dev.tcpunit.net.Endpoint;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Trace;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Assertions on all that was captured. Those of a connection are asked of every connection, and
 * fail if there is none.
 *
 * <p>Three outcomes and messages as in {@link ConnectionAssert}. Open for AssertJ's soft
 * assertions; not made for extension.
 */
public class TraceAssert extends RuleAssert<TraceAssert, Trace> {

  /**
   * Starts assertions; {@link TcpAssertions#assertThat(Trace)} does the same.
   *
   * @param actual the trace
   */
  public TraceAssert(@Nullable Trace actual) {
    super(actual, TraceAssert.class);
  }

  /**
   * Asks {@link ConnectionAssert#hasCompletedHandshake() ConnectionAssert.hasCompletedHandshake()}
   * of every connection.
   *
   * @return this
   * @throws AssertionError if one fails, or if there is none
   */
  public TraceAssert hasCompletedHandshake() {
    return obeys(new EveryConnection(HandshakeRules.COMPLETED_HANDSHAKE));
  }

  /**
   * Asks {@link ConnectionAssert#hasNoRetransmissions() ConnectionAssert.hasNoRetransmissions()} of
   * every connection.
   *
   * @return this
   * @throws AssertionError if one fails, or if there is none
   */
  public TraceAssert hasNoRetransmissions() {
    return obeys(new EveryConnection(RetransmissionRules.NO_RETRANSMISSIONS));
  }

  /**
   * Asks {@link ConnectionAssert#acksCoverAllBytes() ConnectionAssert.acksCoverAllBytes()} of every
   * connection.
   *
   * @return this
   * @throws AssertionError if one fails, or if there is none
   */
  public TraceAssert acksCoverAllBytes() {
    return obeys(new EveryConnection(DeliveryRules.ALL_BYTES_ACKNOWLEDGED));
  }

  /**
   * Asks {@link ConnectionAssert#hasCleanFin() ConnectionAssert.hasCleanFin()} of every connection.
   *
   * @return this
   * @throws AssertionError if one fails, or if there is none
   */
  public TraceAssert hasCleanFin() {
    return obeys(new EveryConnection(TeardownRules.CLEAN_FIN));
  }

  /**
   * Every SYN was answered and every handshake came to its end, by an ACK or by a RST (RFC 9293
   * section 3.5.1; Zeek S0 and SH otherwise).
   *
   * <p>Waits for that, bounded by {@code tcpunit.settleTimeout}.
   *
   * @return this
   * @throws AssertionError if a connection never opened, or there is none, or if the capture cannot
   *     tell
   */
  public TraceAssert hasNoHalfOpenConnections() {
    return obeys(TraceRules.NO_HALF_OPEN_CONNECTIONS);
  }

  /**
   * Every connection goes to one of these servers, such as {@code
   * Endpoint.of(server.getLocalSocketAddress())}; none goes elsewhere behind the program's back.
   *
   * @param servers address and port of each that is allowed
   * @return this
   * @throws AssertionError if one goes elsewhere, or there is none, or if the capture cannot tell
   */
  public TraceAssert onlyConnectsTo(Endpoint... servers) {
    return obeys(new OnlyConnectsTo(List.of(servers)));
  }

  /**
   * No connection was opened while an earlier one between the same hosts to the same server was
   * free: a client keeps a connection for further requests (RFC 9112 section 9.3). Free is one that
   * the client closed, or whose last data came from the server, so that its answer was complete;
   * not one that the server had closed or reset by then. Where the payload was captured its bytes
   * count: an answer that is still under way, one that says {@code Connection: close} unasked, and
   * one that switches to another protocol leave nothing free. Where every attempt was refused or
   * not answered, it cannot be told.
   *
   * @return this
   * @throws AssertionError if a connection was needless, or there is none, or if the capture cannot
   *     tell
   */
  public TraceAssert reusesConnections() {
    return obeys(TraceRules.REUSED_CONNECTIONS);
  }

  /**
   * No more connections than this were open at the same time (RFC 9112 section 9.4), from the SYN
   * to the last segment of the close. Refused and unanswered ones do not count; if there are no
   * others, it cannot be told.
   *
   * @param most the number of connections
   * @return this
   * @throws AssertionError if there were more, or there is none at all, or if the capture cannot
   *     tell
   */
  public TraceAssert hasAtMostConcurrentConnections(int most) {
    return obeys(new ConcurrentConnections(most));
  }

  /**
   * No connection was left open, half closed or in CLOSE-WAIT: each was closed by both sides,
   * reset, or never opened (RFC 9293 section 3.6). It is a leak if nobody will close it, such as a
   * response body that was neither read to its end nor closed; a client's pool keeps connections
   * too, until the client is closed. Where the capture still runs it first waits, bounded by {@code
   * tcpunit.settleTimeout}. {@code @CaptureTcp(leaks = Leaks.FAIL)} asks it at the end of each
   * test.
   *
   * @return this
   * @throws AssertionError if one was, or if the capture cannot tell
   */
  public TraceAssert hasNoOpenConnections() {
    return obeys(TraceRules.NO_OPEN_CONNECTIONS);
  }

  /**
   * No host tried a server, by address and port, more often than so until that took a connection:
   * of the attempts that were refused, not answered or not completed, and the one that then
   * succeeded (RFC 9293 section 3.10.1). A SYN that the kernel sends again is no attempt: see
   * {@link ConnectionAssert#hasNoSynRetransmissions() ConnectionAssert.hasNoSynRetransmissions()}.
   *
   * @param most the number of attempts
   * @return this
   * @throws AssertionError if there were more, or there is no connection, or if the capture cannot
   *     tell
   */
  public TraceAssert hasAtMostConnectAttempts(int most) {
    return obeys(new ConnectAttempts(most));
  }

  /**
   * Where an address did not take a connection within a time, the client attempted the next address
   * of the name, at the same port, within that time of the first attempt's SYN: Happy Eyeballs, by
   * the Connection Attempt Delay (RFC 8305 section 5), which recommends 250 ms. So a server whose
   * IPv6 is broken costs its users that delay, not a connect time-out.
   *
   * <pre>{@code
   * assertThat(capture.trace()).attemptsNextAddressWithin(Duration.ofMillis(400));
   * }</pre>
   *
   * <p>Attempts to one port at different addresses are taken for those of one name, until one of
   * them succeeds, unless the client sent data on both. Cannot be told where each attempt succeeded
   * in time, or where no other address was attempted: packets do not show which addresses a name
   * has. Where a program talks to several names at one port, look at one of them at a time.
   *
   * @param delay the client's Connection Attempt Delay, and what a busy machine adds
   * @return this
   * @throws AssertionError if the next address was attempted later, or there is no connection, or
   *     if the capture cannot tell
   */
  public TraceAssert attemptsNextAddressWithin(Duration delay) {
    return obeys(new AttemptsNextAddressWithin(delay));
  }

  /**
   * Where a client attempted several addresses of a name beside each other, it gave up the others
   * once one had connected (RFC 8305 section 5): it sent no SYN of theirs again from half a second
   * after that on, and closed one that connected all the same. An attempt that is forgotten holds a
   * socket, and a place in the server's queue, for two minutes.
   *
   * <pre>{@code
   * assertThat(capture.trace()).closesLosingAttempts();
   * }</pre>
   *
   * <p>Attempts to one port at different addresses that were under way together are taken for those
   * of one name, unless the client sent data on both. A client that closes says nothing of it to a
   * server that has not answered: only that no SYN comes shows it, for which the capture has to
   * watch for a second and a half after the last one. Cannot be told if it ended sooner, or if no
   * two attempts ran beside each other.
   *
   * @return this
   * @throws AssertionError if an attempt was not given up, or if the capture cannot tell
   */
  public TraceAssert closesLosingAttempts() {
    return obeys(TraceRules.CLOSES_LOSING_ATTEMPTS);
  }

  /**
   * A client that connects in vain waits longer each time: of three or more attempts in a row to
   * one server, each pause is at least a tenth longer than the one before, until it is four times
   * the first (RFC 8961 section 4). A pause is measured from one attempt to the next. A client
   * whose pauses are wholly random does not keep it.
   *
   * <p>Cannot be told where no server failed twice in a row, or where attempts were not answered:
   * packets do not show when a client gave up waiting.
   *
   * @return this
   * @throws AssertionError if a pause is not longer, or if the capture cannot tell
   */
  public TraceAssert backsOffBetweenConnections() {
    return obeys(TraceRules.BACKS_OFF_BETWEEN_CONNECTIONS);
  }

  /**
   * Where a connection broke before the client's last request on it was answered, the client opened
   * another to the same server, and sent on it (RFC 9112 section 9.3.1). It broke if the server
   * reset it or the client gave it up as {@link ConnectionAssert#givesUpWithin} has it: a stale
   * connection of a pool, a NAT that forgot it, a server that went away. Where the capture still
   * runs it first waits, bounded by {@code tcpunit.settleTimeout}.
   *
   * <p>Cannot be told where no connection broke.
   *
   * @return this
   * @throws AssertionError if none followed, or if the capture cannot tell
   */
  public TraceAssert retriesOnNewConnection() {
    return obeys(TraceRules.RETRIES_ON_NEW_CONNECTION);
  }

  /**
   * No pair of endpoints was used for two connections (RFC 9293 section 3.4.1; {@code
   * tcp.analysis.reused_ports} otherwise).
   *
   * @return this
   * @throws AssertionError if one was, or there is no connection, or if the capture cannot tell
   */
  public TraceAssert hasNoReusedPorts() {
    return obeys(TraceRules.NO_REUSED_PORTS);
  }

  /**
   * The capture missed nothing: by its own statistics it dropped no frame, and no acknowledged byte
   * is missing from it. It tells of the capture and not of the network.
   *
   * <p>Cannot be told of a file that does not say what was dropped.
   *
   * @return this
   * @throws AssertionError if something is missing, or if the capture cannot tell
   */
  public TraceAssert isLossless() {
    return obeys(TraceRules.LOSSLESS);
  }

  /**
   * So many connections were captured, no more and no fewer.
   *
   * @param expected the number
   * @return this
   * @throws AssertionError if there are more or fewer, listing them, or if the capture cannot tell
   */
  public TraceAssert hasConnectionCount(int expected) {
    return obeys(new ConnectionCount(expected));
  }

  /**
   * Exactly one connection was captured.
   *
   * @return this
   * @throws AssertionError if there are more or fewer, listing them, or if the capture cannot tell
   */
  public TraceAssert hasSingleConnection() {
    return hasConnectionCount(1);
  }

  /**
   * Assertions on the only connection.
   *
   * @param assertions gets the connection
   * @return this
   * @throws AssertionError if there is not exactly one
   */
  public final TraceAssert connection(Consumer<ConnectionAssert> assertions) {
    return only(Trace::connections, new ConnectionCount(1), assertions);
  }

  /**
   * Assertions on the only connection to a server port.
   *
   * @param port the server's port
   * @param assertions gets the connection
   * @return this
   * @throws AssertionError if there is not exactly one, listing those that were captured
   */
  public final TraceAssert connectionTo(int port, Consumer<ConnectionAssert> assertions) {
    return only(
        trace -> trace.connectionsTo(port),
        new ConnectionCount(1, OptionalInt.of(port)),
        assertions);
  }

  /**
   * Assertions on every connection.
   *
   * @param assertions gets one connection after the other
   * @return this
   * @throws AssertionError if there is none
   */
  public final TraceAssert allConnections(Consumer<ConnectionAssert> assertions) {
    isNotNull();
    if (actual != null && actual.connections().isEmpty()) {
      return obeys(new SomeConnection());
    }
    return of(actual == null ? List.of() : actual.connections(), assertions);
  }

  /**
   * What was captured is what the kernel counted while the test ran ({@code /proc/net/snmp}, RFC
   * 4022, and {@code netstat}): connections opened and accepted, segments received, RST, bad
   * checksums, retransmissions in all and by cause, duplicate SACKs, closed windows and probes of
   * them. So TcpUnit's own verdicts are checked by an independent witness.
   *
   * <p>Cannot be told unless the captured test still runs, is alone in a network of its own (the
   * sandbox), and owns every connection that was captured meanwhile; {@link
   * ConnectionAssert#matchesTcpInfo()} asks less. Of a retransmission whose cause the packets do
   * not tell, it is only required that the kernel's count leaves room for it.
   *
   * <pre>{@code
   * assertThat(capture.trace()).matchesKernelCounters();
   * }</pre>
   *
   * @return this
   * @throws AssertionError if a number differs, with all of them side by side, or if it cannot be
   *     told
   */
  public TraceAssert matchesKernelCounters() {
    return obeys(new MatchesKernelCounters());
  }

  /**
   * All connections of the test are as they were when the baseline of this name was accepted:
   * connections and exchanges, who sent how much before the other spoke, how they were opened and
   * closed, what was sent again; {@code baselines.md} lists the facts and how each is compared.
   * Better passes: fewer connections for the same dialogue, fewer attempts in vain, fewer resends.
   *
   * <p>Waits for the connections to be closed as they were then, bounded by {@code
   * tcpunit.settleTimeout}. The baseline lies in {@code src/test/tcp-baselines/<class>/<name>.tcp};
   * if there is none, it is written and the assertion fails once. {@link
   * dev.tcpunit.baseline.BaselineMode} says what else is written.
   *
   * <pre>{@code
   * new ImageUploader(server.uri()).upload(image);
   *
   * assertThat(capture.trace()).matchesBaseline("image-upload");
   * }</pre>
   *
   * @param name letters, digits and {@code . _ @ + -}; a class's tests that say the same share it
   * @return this
   * @throws AssertionError if a fact differs, or there was no baseline, or if it cannot be told
   * @throws IllegalArgumentException if the name has other characters
   */
  public TraceAssert matchesBaseline(String name) {
    return obeys(new TraceMatchesBaseline(name, Optional.empty()));
  }

  /**
   * As {@link #matchesBaseline(String)}, with what the program itself made of the upload: some
   * versions of a client make something else of the same packets.
   *
   * <pre>{@code
   * assertThat(capture.trace()).matchesBaseline("refused-upload", "status " + response.code());
   * }</pre>
   *
   * @param name letters, digits and {@code . _ @ + -}
   * @param outcome such as a status or the name of an exception
   * @return this
   * @throws AssertionError if a fact or the outcome differs, or there was no baseline, or if it
   *     cannot be told
   * @throws IllegalArgumentException if the name has other characters
   */
  public TraceAssert matchesBaseline(String name, String outcome) {
    return obeys(new TraceMatchesBaseline(name, Optional.of(outcome)));
  }

  private TraceAssert only(
      Function<Trace, List<Connection>> choice,
      ConnectionCount one,
      Consumer<ConnectionAssert> assertions) {
    isNotNull();
    // Under soft assertions the test goes on.
    List<Connection> chosen = actual == null ? List.of() : choice.apply(actual);
    return actual == null || chosen.size() == 1 ? of(chosen, assertions) : obeys(one);
  }

  private TraceAssert of(List<Connection> connections, Consumer<ConnectionAssert> assertions) {
    return each(connections, Subject.CONNECTION, assertions);
  }
}
