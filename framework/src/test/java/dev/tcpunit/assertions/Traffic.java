package dev.tcpunit.assertions;

import dev.tcpunit.Requires;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Trace;
import java.util.function.Predicate;

/**
 * Kinds of traffic that the kernel really sends, for the tests of assertions. Each is made once in
 * the JVM, when a test first asks for it: by real sockets, on loopback, captured live. Tests share
 * it, so that each of them takes no time.
 *
 * <p><b>How an assertion is tested</b>, in a class of its own, {@code
 * ConnectionAssert_hasNoResets_Test}:
 *
 * <pre>{@code
 * @Test
 * void should_hold_if_both_sides_close() {
 *   assertThat(Traffic.UPLOAD.connection()).hasNoResets();
 * }
 *
 * @Test
 * void should_fail_if_a_side_aborts() {
 *   assertViolated(
 *       () -> assertThat(Traffic.RESET_BY_LINGER_0.connection()).hasNoResets(),
 *       "ConnectionAssert.hasNoResets");
 * }
 *
 * @Test
 * void should_not_tell_if_frames_were_dropped() {
 *   assertCannotTell(
 *       () -> assertThat(Traffic.UPLOAD.recording().dropping(3).connection()).hasNoResets(),
 *       "the capture dropped 3 frames");
 * }
 * }</pre>
 *
 * <p>{@link Failures#assertViolated} holds the whole message against the file {@code
 * src/test/resources/messages/ConnectionAssert.hasNoResets.txt}; {@code -Dtcpunit.messages=write}
 * makes or renews it. {@link Recording} says what a worse capture would have had: a start in the
 * middle, frames dropped or missed, cut or not kept.
 *
 * <p><b>To add a kind</b>, write a method of {@link LoopbackTraffic} (or, for what takes a faulty
 * path, of a class beside it that opens a lab link) and name it here. It returns when all that
 * matters is captured, has a deadline and leaves no socket or thread; nothing in it sleeps. Where a
 * machine that is busy would make it another, name what it takes to be the one that is meant: then
 * it is made again until it is.
 */
enum Traffic {
  /** 1000 bytes and no answer; the client closes first. */
  UPLOAD(LoopbackTraffic::upload),
  /** 1 000 000 bytes in super-segments; the client closes first. */
  LARGE_UPLOAD(LoopbackTraffic::largeUpload),
  /** 1000 bytes, 100 bytes in answer, and the client closes first. */
  UPLOAD_WITH_RESPONSE(LoopbackTraffic::uploadWithResponse),
  /** The same over IPv6. */
  UPLOAD_OVER_IPV6(LoopbackTraffic::uploadOverIpv6),
  /** 1000 bytes, 100 bytes in answer, and the server closes first. */
  CLOSED_BY_SERVER(LoopbackTraffic::closedByServer),
  /** Three requests and answers over one connection, which is then closed. */
  KEPT_ALIVE(LoopbackTraffic::keptAlive),
  /** The client sends 1000 bytes in writes of 10, and the server reads them. */
  SMALL_WRITES(LoopbackTraffic::smallWrites),
  /** The client sends 1000 bytes, and one more as urgent, which the server's socket leaves out. */
  URGENT_BYTE(LoopbackTraffic::urgentByte),
  /** The client sends, says that it has no more, and then gets an answer. */
  HALF_CLOSE(LoopbackTraffic::halfClose),
  /** The client says that it has no more, and the server never closes its side. */
  NEVER_CLOSED_BY_SERVER(LoopbackTraffic::neverClosedByServer),
  /** Established and used, and then nobody closes. */
  NEVER_CLOSED(LoopbackTraffic::neverClosed),
  /** The client sends 100 bytes and closes with SO_LINGER 0: RST. */
  RESET_BY_LINGER_0(LoopbackTraffic::resetByLinger0),
  /** The server closes while 100 bytes of the client lie unread: FIN, then RST. */
  CLOSED_WITH_DATA_UNREAD(LoopbackTraffic::closedWithDataUnread),
  /** The client sends after the server closed, which answers by RST. */
  DATA_AFTER_CLOSE(LoopbackTraffic::dataAfterClose),
  /** The same over TLS, with a close_notify. */
  CLOSE_NOTIFY_AFTER_CLOSE(LoopbackTraffic::closeNotifyAfterClose),
  /** The same with 16 bytes of padding, as the JDK sends it by TLS 1.3. */
  PADDED_CLOSE_NOTIFY_AFTER_CLOSE(LoopbackTraffic::paddedCloseNotifyAfterClose),
  /** The same of 24 bytes that are no record. */
  FEW_BYTES_AFTER_CLOSE(LoopbackTraffic::fewBytesAfterClose),
  /** Nobody listens. */
  REFUSED(LoopbackTraffic::refused),
  /** The server's queue is full, and so a SYN gets no answer; two connections are in the queue. */
  UNANSWERED(LoopbackTraffic::unanswered),
  /** The server does not read until its window is closed; then it reads all. */
  ZERO_WINDOW(LoopbackTraffic::zeroWindow),
  /** The last two segments are lost: they are sent again when the timer runs out. */
  TIMED_OUT(LossyTraffic::timedOut),
  /** The last segment is lost alone: a probe would look the same as what the timer has it sent. */
  LONE_TAIL_AGAIN(LossyTraffic::loneTailAgain),
  /** The same without SACK, and so without probes. */
  TIMED_OUT_WITHOUT_SACK(LossyTraffic::timedOutWithoutSack),
  /** The timer runs out three times for the same bytes, after 200, 400 and 800 ms. */
  TIMED_OUT_THRICE(LossyTraffic::timedOutThrice, LossyTraffic::isTimedOutThrice),
  /** The timer runs out three times for the same bytes, each time after a second. */
  TIMED_OUT_WITHOUT_BACK_OFF(LossyTraffic::timedOutWithoutBackOff, LossyTraffic::isTimedOutThrice),
  /** A segment is lost and four come after it: the SACKs have it sent again. */
  FAST_RETRANSMIT(LossyTraffic::fastRetransmit),
  /** The ACKs of two segments are lost: the second is sent again as a probe, without need. */
  TAIL_LOSS_PROBE(LossyTraffic::tailLossProbe),
  /** The ACK of the client's FIN is lost, so that it sends the FIN again. */
  FIN_AGAIN(LossyTraffic::finAgain),
  /** Data of the client is lost again and again; nobody acknowledges it as long as it is seen. */
  NEVER_HEARD(LossyTraffic::neverHeard, LossyTraffic::isSentTwice),
  /** The client fills the server's window once; then the server reads all. */
  WINDOW_FILLED_ONCE(WindowTraffic::filledOnce),
  /** The server does not read until the client has probed its window three times. */
  ZERO_WINDOW_PROBED(WindowTraffic::probedThrice, WindowTraffic.hasProbes(3)),
  /** The same, four times, where no timer is longer than a second. */
  ZERO_WINDOW_PROBED_WITHOUT_BACK_OFF(
      WindowTraffic::probedWithoutBackOff, WindowTraffic.hasProbes(4)),
  /** The server takes back window that it had announced. */
  WINDOW_SHRUNK(WindowTraffic::shrunk),
  /** Both sides close before either hears of the other. */
  SIMULTANEOUS_CLOSE(LossyTraffic::simultaneousClose),
  /** The server's queue is full, and so the SYN is sent again, in vain. */
  SYN_SENT_AGAIN(LoopbackTraffic::synAgain),
  /** An upload without timestamps, SACK and window scaling. */
  PLAIN(OpeningTraffic::plain),
  /** An upload with ECN. */
  ECN(OpeningTraffic::ecn),
  /** 1000 bytes in the SYN. */
  FAST_OPEN(OpeningTraffic::fastOpen),
  /** Both ends have sockets of Multipath TCP. */
  MPTCP(MptcpTraffic::both),
  /** The client's is one, and the server's is not. */
  MPTCP_FELL_BACK(MptcpTraffic::clientAlone),
  /** Three requests and answers, each over a connection of its own, one after the other. */
  THREE_CONNECTIONS(OpeningTraffic::threeConnections),
  /** The same, but the server closes each after its answer. */
  THREE_CLOSED_BY_SERVER(OpeningTraffic::threeClosedByServer),
  /** Two connections, one after the other, from the same port to the same port. */
  PORT_USED_AGAIN(OpeningTraffic::portUsedAgain),
  /** Three attempts to connect without a pause, which are refused, and one that succeeds. */
  REFUSED_THRICE(OpeningTraffic::refusedThrice),
  /** The same after pauses of 20, 80 and 320 ms. */
  REFUSED_BACKING_OFF(OpeningTraffic::refusedBackingOff, OpeningTraffic::isBackingOff),
  /** The first address of a name does not answer; 50 ms later the second takes the connection. */
  RACED_ADDRESSES(OpeningTraffic::racedAddresses, OpeningTraffic::isRaced),
  /** The second address is tried after 600 ms only. */
  SECOND_ADDRESS_LATE(OpeningTraffic::secondAddressLate, OpeningTraffic::isLate),
  /** The client has connected to one of two addresses, and goes on with the other. */
  LOSING_ATTEMPT_FORGOTTEN(OpeningTraffic::losingAttemptForgotten),
  /** The server resets a connection before it answers, and the client sends again on another. */
  RETRIED(OpeningTraffic::retried),
  /** The client sends, and 100 ms later more, while the first is lost and not acknowledged. */
  WRITES_WHILE_UNHEARD(LossyTraffic::writesWhileUnheard, ApplicationTraffic::pausesOnce),
  /** After a request and an answer the client writes its next request in two pieces. */
  NAGLE(ApplicationTraffic::nagle),
  /** The client writes more some milliseconds after an ACK that was held back for 40. */
  PAUSED_OVER_DELAYED_ACK(ApplicationTraffic::pausedOverDelayedAck),
  /** The client closes soon after an ACK that was held back. */
  CLOSED_OVER_DELAYED_ACK(ApplicationTraffic::closedOverDelayedAck),
  /** The head of a request, 100 (Continue), 70 000 bytes of body, and the final answer. */
  EXPECT_CONTINUE(ApplicationTraffic::expectContinue),
  /** The head of a request that expects 100 (Continue), and 417 for it: no body. */
  REFUSED_EXPECTATION(ApplicationTraffic::refusedExpectation),
  /** As {@link #EXPECT_CONTINUE}, but 6000 bytes of body go out before the 100 (Continue). */
  EXPECT_CONTINUE_IN_VAIN(ApplicationTraffic::expectInVain),
  /** The same, but the first of the body leaves with the head. */
  EXPECT_CONTINUE_AT_ONCE(ApplicationTraffic::expectAtOnce),
  /** The head of a request that expects 100 (Continue), a second later the body, and the answer. */
  CONTINUE_AWAITED_IN_VAIN(ApplicationTraffic::continueInVain),
  /** A request whose chunks leave with their size, data and end in a segment each. */
  CHUNKED_IN_PIECES(ApplicationTraffic::chunkedInPieces),
  /** A record of TLS whose header leaves alone. */
  TLS_RECORD_IN_PIECES(ApplicationTraffic::recordInPieces),
  /** A request with 70 000 bytes of body at once, and the answer. */
  EAGER_UPLOAD(ApplicationTraffic::eager),
  /** Two such on one connection. */
  TWO_UPLOADS(ApplicationTraffic::twoUploads),
  /** 1000 bytes, and 1000 in answer, three times; no HTTP. */
  ECHO(ApplicationTraffic::echo),
  /** The server answers without reading the body, and the client closes with SO_LINGER 0. */
  STOPS_ON_EARLY_RESPONSE(ApplicationTraffic::stops),
  /** The server answers without reading the body and resets, while the client's write waits. */
  KEPT_FROM_SENDING_ON(ApplicationTraffic::kept),
  /**
   * The server answers before the body has come, and 100 and 200 ms later the client sends more.
   */
  SENDS_ON_AFTER_EARLY_RESPONSE(ApplicationTraffic::sendsOn),
  /** The server answers without reading, and then reads what the client had written before. */
  SENT_BEFORE_EARLY_RESPONSE(ApplicationTraffic::sentBefore),
  /** A head that announces more than the body has; after 100 ms the client gives up. */
  STUCK_UPLOAD(ApplicationTraffic::stuck, ApplicationTraffic::pausesOnce),
  /** A request, and two keep-alives of the client a second apart. */
  KEEP_ALIVES(ApplicationTraffic::keepAlives, ApplicationTraffic::isKeptAliveTwice),
  /** The same request twice on one connection, answered 401 and then 201. */
  CHALLENGED(HttpTraffic.answering(401, 201)),
  /** A request with a body, answered 307. */
  REDIRECTED(HttpTraffic.answering(307)),
  /** The same request three times on one connection, answered 503 each time. */
  REFUSED_AGAIN(HttpTraffic.answering(503, 503, 503)),
  /** A request with 40 bytes of body less than it announces; both sides wait. */
  UNFINISHED_REQUEST(HttpTraffic::unfinished),
  /** The server closes behind its answer, and the client sends another request. */
  REQUEST_AFTER_FIN(HttpTraffic::afterFin),
  /** Three requests answered 201, each on a connection that the client then closes. */
  CLOSED_BY_CLIENT_EACH(HttpTraffic.onNewConnections(201, true, "Accept: */*")),
  /** The same, of HttpURLConnection. */
  DISCONNECTED_EACH(HttpTraffic.onNewConnections(201, true, "User-Agent: Java/17.0.15")),
  /** Three requests answered 409, each on a connection of its own, which stays open. */
  ERRORS_LEFT_OPEN(HttpTraffic.onNewConnections(409, false, "Accept: */*")),
  /** A request answered 409, one more on a new connection, and one on the first again. */
  ERROR_LEFT_OPEN_FOR_LATER(HttpTraffic::againOnTheFirst),
  /** Three requests that say Connection: close, each on a connection that the client closes. */
  SAID_CLOSE_EACH(HttpTraffic.onNewConnections(201, true, "connection: Close")),
  /** The server says that it will close; the client closes first, and opens another. */
  SERVER_SAID_CLOSE(
      HttpTraffic.thenAnother(
          HttpTraffic.GET,
          HttpTraffic.OK + "Content-Length: 0\r\nConnection: close\r\n\r\n",
          true)),
  /** The same, of a server that speaks HTTP/1.0. */
  ANSWERED_BY_1_0(
      HttpTraffic.thenAnother(
          HttpTraffic.GET, "HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n", true)),
  /** The same, but it would have kept the connection. */
  KEPT_BY_1_0(
      HttpTraffic.thenAnother(
          HttpTraffic.GET,
          "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 0\r\n\r\n",
          true)),
  /** Both say that the connection will be closed. */
  BOTH_SAID_CLOSE(
      HttpTraffic.thenAnother(
          "GET /image HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
          "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
          true)),
  /** Another connection is opened while a stream of events goes on. */
  STREAM_BESIDE(
      HttpTraffic.thenAnother(
          HttpTraffic.GET,
          HttpTraffic.OK + "Transfer-Encoding: chunked\r\n\r\n6\r\nevent\n\r\n",
          false)),
  /** Another connection is opened when the head of an answer has come, and nothing of its body. */
  HEAD_ALONE_BESIDE(
      HttpTraffic.thenAnother(
          HttpTraffic.GET, HttpTraffic.OK + "Content-Length: 100\r\n\r\n", false)),
  /** The same, but the request had a body, as no HEAD has. */
  HEAD_ALONE_AFTER_BODY(
      HttpTraffic.thenAnother(
          "PUT /image HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nb",
          "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n",
          false)),
  /** Another connection is opened beside one that speaks another protocol now. */
  SWITCHED_BESIDE(
      HttpTraffic.thenAnother(
          HttpTraffic.GET, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: echo\r\n\r\n", false)),
  /** Another connection is opened while the client may send the body that it asked for. */
  CONTINUE_BESIDE(
      HttpTraffic.thenAnother(
          "PUT /image HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\n",
          "HTTP/1.1 100 Continue\r\n\r\n",
          false)),
  /** Another connection is opened in the middle of a TLS handshake. */
  TLS_HANDSHAKE_BESIDE(HttpTraffic::besideTlsHandshake),
  /** Another connection is opened beside one that is idle after its answer. */
  ANSWERED_BESIDE(
      HttpTraffic.thenAnother(
          HttpTraffic.GET, HttpTraffic.OK + "Content-Length: 2\r\n\r\nok", false));

  private static final int ATTEMPTS = 20;

  private final Script script;
  private final Predicate<Connection> asMeant;
  private Recording recording;

  Traffic(Script script) {
    this(script, connection -> true);
  }

  /** Some traffic comes as it is meant only where no thread has to wait for a processor. */
  Traffic(Script script, Predicate<Connection> asMeant) {
    this.script = script;
    this.asMeant = asMeant;
  }

  /** What was captured, in all its frames. */
  synchronized Recording recording() {
    if (recording == null) {
      Requires.sandbox();
      try {
        recording = record();
      } catch (Exception e) {
        throw new IllegalStateException(this + " could not be made", e);
      }
    }
    return recording;
  }

  /** Plays it until it comes as it is meant. */
  private Recording record() throws Exception {
    for (int i = 0; i < ATTEMPTS; i++) {
      try (Scene scene = new Scene()) {
        script.play(scene);
        Recording made = scene.recording();
        if (asMeant.test(made.connection())) {
          return made;
        }
      }
    }
    throw new IllegalStateException("not once in " + ATTEMPTS + " attempts as it is meant");
  }

  /** All that was captured. */
  Trace trace() {
    return recording().trace();
  }

  /** The connection that the traffic is about: the last one. */
  Connection connection() {
    return recording().connection();
  }

  /** Makes the traffic. */
  @FunctionalInterface
  interface Script {
    void play(Scene scene) throws Exception;
  }
}
