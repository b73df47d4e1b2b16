package dev.tcpunit.trace;

import dev.tcpunit.net.Endpoint;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Both directions between two endpoints, from one SYN on. A 4-tuple that is used again with a new
 * initial sequence number is a new connection. Immutable; made by the analysis, not to be
 * implemented.
 */
public interface Connection {
  /**
   * The trace that it is a part of.
   *
   * @return never null
   */
  Trace trace();

  /**
   * This connection as it is once a condition holds of it, or as far as it has come when the
   * capture's time-out is over; {@link Trace#continuation} then says what was cut short.
   *
   * <p>Example: {@code connection.await("its close to begin", c -> c.teardown().state() !=
   * Teardown.State.OPEN)}.
   *
   * @param what is waited for, for messages
   * @param condition judged whenever more was captured
   * @return this very connection if the condition holds of it or nothing can come any more
   */
  Connection await(String what, Predicate<Connection> condition);

  /**
   * The same, with the caller's time-out in place of the capture's.
   *
   * @param what is waited for, for messages
   * @param condition judged whenever more was captured
   * @param limit the longest wait
   * @return this very connection if the condition holds of it or nothing can come any more
   */
  Connection await(String what, Predicate<Connection> condition, Duration limit);

  /**
   * This connection at each place where the capture saw it.
   *
   * @return as its client and as its server saw it where the capture holds both, else this
   *     connection alone
   */
  List<Connection> views();

  /**
   * Whether the capture holds the connection as its client and as its server saw it: it was made on
   * a link that is both ends. The connection is the whole then, unless it is one of its ends.
   *
   * @return if true, {@link #atServer()}, {@link #atClient()} and {@link Flow#transit()} answer
   */
  boolean isSeenAtBothEnds();

  /**
   * The connection that this is one end of.
   *
   * @return the whole where the capture holds both ends, else this connection
   */
  Connection whole();

  /**
   * The connection as its server saw it: what the client sent as far as it arrived, and everything
   * that the server sent.
   *
   * <p>Example: {@code assertThat(capture.connectionTo(port).atServer()).hasCleanFin()}.
   *
   * @return the view with {@link VantagePoint#SERVER}; this connection if it is that view
   * @throws IllegalStateException if the capture holds no such view: it was not made on a link that
   *     is both ends, or nothing of the connection reached the server
   */
  Connection atServer();

  /**
   * The connection as its client saw it: everything that the client sent, and what the server sent
   * as far as it arrived.
   *
   * @return the view with {@link VantagePoint#CLIENT}; this connection if it is that view
   * @throws IllegalStateException if the capture holds no such view
   */
  Connection atClient();

  /**
   * The connection as one side saw it, as far as the capture tells: what a side did in answer to
   * what it received is to be judged there.
   *
   * @param end which side
   * @return that end of a connection of which the capture holds both; else this connection
   */
  Connection seenBy(Role end);

  /**
   * Its place in the trace, in the order of first segments; both ends of a connection have the
   * same.
   *
   * @return from 0
   */
  int index();

  /**
   * The side that opened the connection.
   *
   * @return address and port
   */
  Endpoint client();

  /**
   * The side that accepted the connection.
   *
   * @return address and port
   */
  Endpoint server();

  /**
   * How it was decided which side is the client.
   *
   * @return the evidence
   */
  RoleEvidence roleEvidence();

  /**
   * Where the capture saw the connection.
   *
   * @return the vantage point
   */
  VantagePoint vantagePoint();

  /**
   * The end that is a door through the wall of a private network: a process of TcpUnit's, which
   * passes on what a program on the other side of the wall sends ({@code tcpunit.forward}, {@code
   * tcpunit.expose}). What that program's TCP did is not in the capture.
   *
   * @return the end, or empty where both programs are in the captured network
   */
  Optional<Role> door();

  /**
   * How it was opened.
   *
   * @return the handshake
   */
  Handshake handshake();

  /**
   * How it was closed.
   *
   * @return the teardown
   */
  Teardown teardown();

  /**
   * What the client sent: an upload's data.
   *
   * @return the flow
   */
  Flow clientToServer();

  /**
   * What the server sent.
   *
   * @return the flow
   */
  Flow serverToClient();

  /**
   * What one side sent.
   *
   * @param sender which side
   * @return its flow
   */
  Flow flow(Role sender);

  /**
   * What each side sent.
   *
   * @return the client's flow, then the server's
   */
  default List<Flow> flows() {
    return List.of(clientToServer(), serverToClient());
  }

  /**
   * Whether SACK is in use: both SYNs permitted it (RFC 2018 section 2).
   *
   * @return false also where a SYN was not captured with its options
   */
  default boolean usesSack() {
    return clientToServer().permitsSack() && serverToClient().permitsSack();
  }

  /**
   * All segments in the order of capture. Where the capture holds both ends each is there once,
   * where it was sent; one that nobody sent, where it arrived. What arrived is in the {@link
   * #views}.
   *
   * @return views made when asked for; empty if the analysis was told to keep none
   */
  List<Segment> segments();

  /**
   * The ICMP errors that quote a segment of this connection: what routers and hosts told its ends.
   *
   * @return in the order of capture, mostly none, and of a flood the first 256 to each side; kept
   *     also where segments are not
   */
  List<IcmpError> icmpErrors();

  /**
   * Whether the segments were kept, or only what they add up to.
   *
   * @return false if the analysis was told to keep none
   */
  boolean keepsSegments();

  /**
   * When the first segment was captured.
   *
   * @return nanoseconds since the epoch
   */
  long startNanos();

  /**
   * The segments of this connection that the capture holds behind later ones.
   *
   * @return how many and by how much; empty where the capture is in order
   */
  Optional<TimeDisorder> timeDisorder();

  /**
   * From the first to the last captured segment.
   *
   * @return nanoseconds
   */
  long durationNanos();

  /**
   * When the last segment was captured.
   *
   * @return nanoseconds since the epoch
   */
  long endNanos();

  /**
   * How many segments were captured, in both directions; where the capture holds both ends, how
   * many were sent.
   *
   * @return the number
   */
  long segmentCount();
}
