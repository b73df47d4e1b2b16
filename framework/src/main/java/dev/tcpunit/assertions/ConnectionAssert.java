package dev.tcpunit.assertions;

import dev.tcpunit.internal.rule.Side;
import dev.tcpunit.internal.rule.application.ApplicationRules;
import dev.tcpunit.internal.rule.application.AtMostTurns;
import dev.tcpunit.internal.rule.application.KeepAliveEvery;
import dev.tcpunit.internal.rule.kernel.MatchesTcpInfo;
import dev.tcpunit.internal.rule.shape.FollowsPattern;
import dev.tcpunit.internal.rule.timing.GivesUpWithin;
import dev.tcpunit.internal.rule.timing.LastsAtMost;
import dev.tcpunit.internal.rule.timing.NoIdle;
import dev.tcpunit.internal.rule.timing.RttBelow;
import dev.tcpunit.internal.rule.timing.TimingRules;
import dev.tcpunit.internal.rule.tls.AtMostTlsRoundTrips;
import dev.tcpunit.internal.rule.tls.TlsRules;
import dev.tcpunit.pattern.SegmentPattern;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Assertions on one connection.
 *
 * <p>Each has three outcomes: it holds; it is violated; or the capture cannot tell, because frames
 * were dropped, the start is missing or it ended too soon. The last fails too, in words of its own.
 * A message shows the segments, the evidence, the RFC's rule and where the capture lies.
 *
 * <pre>{@code
 * assertThat(capture.connectionTo(server.port()))
 *     .hasCompletedHandshake()
 *     .hasNoRetransmissions()
 *     .acksCoverAllBytes()
 *     .hasCleanFin();
 * }</pre>
 *
 * <p>Open for AssertJ's soft assertions, which need a subclass at run time; not made for extension.
 */
public class ConnectionAssert extends ConnectionTransferAssert<ConnectionAssert, Connection> {
  /**
   * Starts assertions; {@link TcpAssertions#assertThat(Connection)} does the same.
   *
   * @param actual the connection
   */
  public ConnectionAssert(@Nullable Connection actual) {
    super(actual);
  }

  /**
   * Its segments, in the order of capture, are what a pattern describes, from the first to the
   * last.
   *
   * <pre>{@code
   * assertThat(connection).follows("> S  < S.  > .  ( > data | < . )*  > F.  < F.  > .");
   * }</pre>
   *
   * <p>Where all fits, the pattern asks for more and the capture still runs, it waits for each
   * further segment, bounded by {@code tcpunit.settleTimeout}. Cannot be told where segments may be
   * missing from the capture or were not kept.
   *
   * @param pattern in the language of {@link SegmentPattern}
   * @return this
   * @throws AssertionError if they are not, showing how far the pattern got, what it expected there
   *     and what came, or if the capture cannot tell
   * @throws dev.tcpunit.pattern.SegmentPatternException if the text is no pattern
   */
  public ConnectionAssert follows(String pattern) {
    return follows(SegmentPattern.of(pattern));
  }

  /**
   * The same with a pattern that is used more than once.
   *
   * @param pattern what the connection should look like
   * @return this
   * @throws AssertionError if it does not, or if the capture cannot tell
   */
  public ConnectionAssert follows(SegmentPattern pattern) {
    return obeys(new FollowsPattern(pattern));
  }

  /**
   * What was captured is what the kernel knew of the connection's sockets when they were closed
   * ({@code TCP_INFO}, RFC 4898): segments and bytes sent again, bytes sent and acknowledged, at
   * each end that is on this machine. Other traffic does not matter to it.
   *
   * <p>Waits, bounded by {@code tcpunit.settleTimeout}, until the sockets are closed. Cannot be
   * told where one stays open, or unless the captured test still runs.
   *
   * @return this
   * @throws AssertionError if a number differs, with all of them side by side, or if it cannot be
   *     told
   */
  public ConnectionAssert matchesTcpInfo() {
    return obeys(new MatchesTcpInfo());
  }

  /**
   * The round-trip time is less: the smoothed one of each side's data, SRTT of RFC 6298 section 2
   * over all its round trips, as far as the capture sees their whole way. Where it stands on the
   * way, what it sees is less than the truth, and a violation all the same.
   *
   * <p>A round trip has in it what the receiver held its ACK back. Cannot be told where the capture
   * stands beside no side whose data was acknowledged.
   *
   * @param limit more than allowed
   * @return this
   * @throws AssertionError if it is as long or longer, or if the capture cannot tell
   */
  public ConnectionAssert hasRttBelow(Duration limit) {
    return obeys(new RttBelow(limit));
  }

  /**
   * The connection took no longer from its first segment to its last, close included (RFC 9293
   * section 3.3.2). Where the capture still runs it first waits, bounded by {@code
   * tcpunit.settleTimeout}, for the close.
   *
   * <p>Cannot be told where it was still open when the capture ended, or is older than it.
   *
   * @param limit the longest time allowed
   * @return this
   * @throws AssertionError if it lasted longer, or if the capture cannot tell
   */
  public ConnectionAssert lastsAtMost(Duration limit) {
    return obeys(new LastsAtMost(limit));
  }

  /**
   * A side whose peer did not answer any more gave up in time: by RST, by FIN, which is its program
   * closing, or by sending nothing more although its timer must have run out again (RFC 9293
   * section 3.8.3). Not answered is a SYN, data that nobody acknowledges, or a window that stays
   * closed, so that it was sent or probed again; the time counts from the first such segment. A
   * server that acknowledges a request and never responds has answered in this sense: see {@link
   * #lastsAtMost(Duration)}.
   *
   * <p>Cannot be told where nothing was sent again for want of an answer, or where the capture
   * ended before the side would have sent once more.
   *
   * <pre>{@code
   * link.apply(Faults.blackhole());
   * ...
   * assertThat(connection).within(Duration.ofSeconds(10)).givesUpWithin(Duration.ofSeconds(5));
   * }</pre>
   *
   * @param limit the longest time allowed
   * @return this
   * @throws AssertionError if a side tried for longer, or if the capture cannot tell
   */
  public ConnectionAssert givesUpWithin(Duration limit) {
    return obeys(new GivesUpWithin(limit));
  }

  /**
   * Between the segments of the connection, of either side, there was no longer pause (RFC 9293
   * section 3.8.4). Keep-alives and ACKs end a pause; what came after the last segment is not
   * judged.
   *
   * @param limit the longest pause allowed
   * @return this
   * @throws AssertionError if there was a longer one, or if the capture cannot tell
   */
  public ConnectionAssert hasNoIdleLongerThan(Duration limit) {
    return obeys(new NoIdle(limit));
  }

  /**
   * Wherever the connection stood still, the packets prove why (RFC 9293 section 3.8): an
   * application had nothing to send, a window was closed, a loss was repaired, an ACK was held
   * back. It stands still where neither side makes progress for longer than the shortest round trip
   * and 30 ms.
   *
   * <p>Cannot be told where the connection is older than the capture, or frames are missing.
   *
   * @return this
   * @throws AssertionError if it stood still for an unknown cause, or if the capture cannot tell
   */
  public ConnectionAssert hasNoUnexplainedStall() {
    return obeys(TimingRules.NO_UNEXPLAINED_STALL);
  }

  /**
   * No small segment waited, by Nagle's algorithm (RFC 9293 section 3.7.4), for an ACK that the
   * receiver held back (section 3.8.6.3): typically 40 ms lost, where a message is written in
   * several pieces and {@code TCP_NODELAY} is off.
   *
   * <p>Cannot be told where the connection stood still and the packets do not say why, such as on a
   * slow path that is captured beside the sender.
   *
   * @return this
   * @throws AssertionError if one did, or if the capture cannot tell
   */
  public ConnectionAssert hasNoNagleDelayedAckStall() {
    return obeys(ApplicationRules.NO_NAGLE_STALL);
  }

  /**
   * No small segment was held back until an ACK came although the window had room for it (Nagle's
   * algorithm, RFC 896, RFC 9293 section 3.7.4), whether the ACK was delayed or not: each piece of
   * a message that is written in several costs a round trip.
   *
   * <p>A wait counts from a millisecond on, and the segment must leave at once with the ACK. Only a
   * capture beside the sender shows that: on loopback, over a link, or on the sender's host. Nor
   * can it be told where the segment may have been written just when the ACK came, or have waited
   * for the congestion window, or for room in the send buffer: with 16 KiB or more under way.
   *
   * @return this
   * @throws AssertionError if one waited, or if the capture cannot tell
   */
  public ConnectionAssert hasNoNagleWait() {
    return obeys(ApplicationRules.NO_NAGLE_WAIT);
  }

  /**
   * The client, which sends {@code Expect: 100-continue}, sends no body before the server's 100
   * (Continue) or another answer has come, or it has waited a second (RFC 9110 section 10.1.1).
   *
   * <p>Where the payload was captured, the bytes tell where the head of a request ends. Without it
   * the client waits if it sends what looks like a head alone, one segment of at most 4096 bytes,
   * and then 25 bytes of the server, the length of a bare 100 (Continue), come before the rest; it
   * does not if it sends more than 65 536 bytes, more than a head has, before the server sends
   * anything. What fits both cannot be told.
   *
   * @return this
   * @throws AssertionError if it does not wait, or if the capture cannot tell
   */
  public ConnectionAssert waitsForContinue() {
    return obeys(ApplicationRules.WAITS_FOR_CONTINUE);
  }

  /**
   * No request whose head has {@code Expect: 100-continue} sends its body only after an answer to
   * the head, or a second after it (RFC 9110 section 10.1.1): that costs an upload a round trip,
   * and a second where the server does not know it.
   *
   * <p>It takes the payload of HTTP/1, captured by {@code @CaptureTcp(payload = Payload.FULL)}. It
   * cannot be told where no request has a body, or where a body came a while after its head though
   * nothing had answered that: the client may have waited for less than a second.
   *
   * @return this
   * @throws AssertionError if one waits, or if the capture cannot tell
   */
  public ConnectionAssert doesNotWaitForContinue() {
    return obeys(ApplicationRules.DOES_NOT_WAIT_FOR_CONTINUE);
  }

  /**
   * When the server answers a request before its end, as with 413 (RFC 9110 section 15.5.14), the
   * client writes nothing more of it. What its kernel had taken before may still be sent: it is
   * proof of the contrary where it was sent after nothing had been waiting to be, or is more than 4
   * MiB, the largest send buffer of Linux.
   *
   * <p>A client that sends nothing after the server's first data has stopped, however the bytes are
   * read, if it ended its side by FIN or RST before the server reset it, or if it could have sent:
   * where the server's window had no room, where nothing was acknowledged any more, or where the
   * server reset at once, it cannot be told. Otherwise it takes the payload of HTTP/1, captured by
   * {@code @CaptureTcp(payload = Payload.FULL)}: lengths do not tell a refusal from 100 (Continue),
   * from the settings of HTTP/2, from an echo, or from the answer to an earlier request. Nor can it
   * be told where what was sent afterwards may have been written before.
   *
   * @return this
   * @throws AssertionError if it wrote more, or if the capture cannot tell
   */
  public ConnectionAssert stopsOnEarlyResponse() {
    return obeys(ApplicationRules.STOPS_ON_EARLY_RESPONSE);
  }

  /**
   * Once the final response to a request has come, such as 401, 413 or 417 in place of 100
   * (Continue), no more of its body leaves the client (RFC 9110 sections 10.1.1 and 15.5.14). What
   * left while the response was under way does not count: a segment that acknowledges it does, and
   * so does what the kernel had taken before. Where only what the client writes is meant, see
   * {@link #stopsOnEarlyResponse()}.
   *
   * <p>A client that sends nothing after the server's first data keeps it, however the bytes are
   * read, unless it could not send, as under {@link #stopsOnEarlyResponse()}. Otherwise it takes
   * the payload of HTTP/1, captured by {@code @CaptureTcp(payload = Payload.FULL)}.
   *
   * @return this
   * @throws AssertionError if more was sent, or if the capture cannot tell
   */
  public ConnectionAssert sendsNoBodyAfterFinalResponse() {
    return obeys(ApplicationRules.NO_BODY_AFTER_FINAL_RESPONSE);
  }

  /**
   * Client and server took turns at most so often, as the client saw it: a turn is what one side
   * sends before the other speaks, so that a request and its response are two (RFC 9110 section
   * 3.4). Whoever waits for the other waits a round trip.
   *
   * <p>Every byte counts, also those of a login or of a TLS handshake; neither losses nor the sizes
   * of segments do. Elsewhere than beside the client it cannot be told where data of both sides
   * crossed on the way.
   *
   * <pre>{@code
   * assertThat(connection).hasAtMostTurns(2);
   * }</pre>
   *
   * @param turns how often at most
   * @return this
   * @throws AssertionError if there were more, or if the capture cannot tell
   */
  public ConnectionAssert hasAtMostTurns(int turns) {
    return obeys(new AtMostTurns(turns));
  }

  /**
   * The TLS handshake was completed, and the client waited for the server at most so often until
   * then (RFC 8446 section 2, RFC 5246 section 7.3): TLS 1.3 takes one round trip, and two where
   * the server asks for another hello, since the client guessed a group that it does not know. TLS
   * 1.2 takes two, and one where it resumes a session.
   *
   * <p>Judged by the order of TLS records, which takes the whole payload, captured by
   * {@code @CaptureTcp(payload = Payload.FULL)}; keys are not needed. Waits for the handshake.
   * Cannot be told where no TLS is found: the handshake begins a segment, also behind STARTTLS or a
   * proxy's CONNECT. Nor where the client sent data early (0-RTT), which hides when it finished.
   *
   * <pre>{@code
   * assertThat(connection).hasAtMostTlsHandshakeRoundTrips(1);
   * }</pre>
   *
   * @param roundTrips how many at most
   * @return this
   * @throws AssertionError if it took more or was not completed, or if the capture cannot tell
   */
  public ConnectionAssert hasAtMostTlsHandshakeRoundTrips(int roundTrips) {
    return obeys(new AtMostTlsRoundTrips(roundTrips));
  }

  /**
   * Each side that sent FIN had sent the close_notify of TLS before, as its last record (RFC 8446
   * section 6.1, RFC 5246 section 7.2.1): a peer takes what it got for cut off where that is
   * missing. An error alert is none.
   *
   * <p>Takes the whole payload, captured by {@code @CaptureTcp(payload = Payload.FULL)}, and no
   * keys. Without those it cannot be told everywhere: TLS 1.2 protects what an alert says, so that
   * one is known to be close_notify where the other side answered by one; TLS 1.3 protects that it
   * is an alert, and 2 bytes of data are as long, so that it is told there if close_notify is
   * missing, and never that it was sent. A test of how a client closes therefore runs with TLS 1.2:
   * {@code -Djdk.tls.client.protocols=TLSv1.2}. A sender that pads is taken to pad each record to a
   * multiple of one length.
   *
   * <p>Waits for the close. Cannot be told where no side sent FIN.
   *
   * @return this
   * @throws AssertionError if one is missing, or if the capture cannot tell
   */
  public ConnectionAssert hasTlsCloseNotifyBeforeFin() {
    return obeys(TlsRules.CLOSE_NOTIFY_BEFORE_FIN);
  }

  /**
   * Neither side sent an error alert of TLS, such as handshake_failure or certificate_unknown (RFC
   * 8446 section 6.2, RFC 5246 section 7.2.2). The message names the alert.
   *
   * <p>Takes the whole payload, captured by {@code @CaptureTcp(payload = Payload.FULL)}. Without
   * keys an alert can be read before the two sides have agreed on some. Later it cannot be told if
   * a side's last record may be one: in TLS 1.2 an alert that is not answered by close_notify, in
   * TLS 1.3 a record that is as long as an alert, as of close_notify or 2 bytes of data.
   *
   * @return this
   * @throws AssertionError if one was sent, or if the capture cannot tell
   */
  public ConnectionAssert hasNoTlsErrorAlert() {
    return obeys(TlsRules.NO_ERROR_ALERT);
  }

  /**
   * Whenever nothing was sent for so long, a keep-alive was (RFC 9293 section 3.8.4, MUST-24), and
   * none sooner. An eighth more or less is allowed, and 50 ms for a busy machine: timers are
   * coarse.
   *
   * <p>Cannot be told where the connection was never idle for so long.
   *
   * @param interval the idle time and the interval that the sockets are set to
   * @return this
   * @throws AssertionError if one is missing or came sooner, or if the capture cannot tell
   */
  public ConnectionAssert sendsKeepAliveEvery(Duration interval) {
    return obeys(new KeepAliveEvery(interval));
  }

  /**
   * Assertions on what the client sent, such as {@code client(c -> c.hasByteCount(154297))}.
   *
   * @param assertions gets the flow from client to server
   * @return this
   */
  public final ConnectionAssert client(Consumer<FlowAssert> assertions) {
    return flow(Side.CLIENT::of, assertions);
  }

  /**
   * Assertions on what the server sent.
   *
   * @param assertions gets the flow from server to client
   * @return this
   */
  public final ConnectionAssert server(Consumer<FlowAssert> assertions) {
    return flow(Side.SERVER::of, assertions);
  }

  /**
   * Assertions on the side that sent more payload, whoever opened the connection: the server's
   * where it connects back to the client to send, the client's if both sent as much.
   *
   * <pre>{@code
   * assertThat(connection).upload(u -> u.hasByteCount(154297).hasNoRetransmissions());
   * }</pre>
   *
   * @param assertions gets the flow that carried more
   * @return this
   */
  public final ConnectionAssert upload(Consumer<FlowAssert> assertions) {
    return flow(Side.UPLOAD::of, assertions);
  }

  private ConnectionAssert flow(
      Function<Connection, Flow> direction, Consumer<FlowAssert> assertions) {
    isNotNull();
    // Under soft assertions the test goes on.
    List<Flow> flows = actual == null ? List.of() : List.of(direction.apply(actual));
    return each(flows, Subject.FLOW, assertions);
  }
}
