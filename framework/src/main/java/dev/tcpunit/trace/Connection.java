package dev.tcpunit.trace;

import dev.tcpunit.net.Endpoint;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * Both directions between two endpoints, from one SYN on. A 4-tuple that is used again with a new
 * initial sequence number is a new connection.
 */
public final class Connection {
  private final int index;
  private final Endpoint client;
  private final Endpoint server;
  private final RoleEvidence roleEvidence;
  private final VantagePoint vantagePoint;
  private final Handshake handshake;
  private final Teardown teardown;
  private final Flow clientToServer;
  private final Flow serverToClient;
  private final SegmentTable segments;
  private final long startNanos;
  private final long endNanos;
  private final TwoPlaces places;
  private Connection whole;
  private Trace trace;

  private Connection(Builder builder) {
    index = builder.index;
    roleEvidence = builder.roleEvidence;
    vantagePoint = builder.vantagePoint;
    handshake = Objects.requireNonNull(builder.handshake, "handshake");
    teardown = Objects.requireNonNull(builder.teardown, "teardown");
    clientToServer = Objects.requireNonNull(builder.clientToServer, "clientToServer");
    serverToClient = Objects.requireNonNull(builder.serverToClient, "serverToClient");
    client = clientToServer.source();
    server = clientToServer.destination();
    segments = builder.segments;
    startNanos = builder.startNanos;
    endNanos = builder.endNanos;
    clientToServer.belongsTo(this);
    serverToClient.belongsTo(this);
    places = builder.places;
  }

  /**
   * Starts a connection; for the analysis, which writes the model.
   *
   * @param index its place in the trace, from 0
   * @return a builder
   */
  public static Builder builder(int index) {
    return new Builder(index);
  }

  /**
   * Makes one connection of what was captured of it at both of its ends; for the analysis. Each
   * flow is judged where it was sent for what was sent, and where it arrived for what arrived.
   *
   * @param atClient as its client saw it
   * @param atServer as its server saw it
   * @return the whole, named as the client names it
   */
  public static Connection ofBothEnds(Connection atClient, Connection atServer) {
    if (atClient.keepsSegments()) {
      correct(atServer, atClient.clientToServer, atServer.clientToServer);
      correct(atClient, atServer.serverToClient, atClient.serverToClient);
    }
    TwoPlaces places = new TwoPlaces(atClient, atServer);
    Connection whole =
        builder(atClient.index)
            .seen(atClient.roleEvidence, VantagePoint.BOTH)
            .lifecycle(places.handshake(), places.teardown())
            .flows(places.flow(Role.CLIENT), places.flow(Role.SERVER))
            .time(atClient.startNanos, Math.max(atClient.endNanos, atServer.endNanos))
            .places(places)
            .build();
    atClient.whole = whole;
    atServer.whole = whole;
    return whole;
  }

  private static void correct(Connection receiver, Flow sent, Flow arrived) {
    Arrivals.correct(sent.transitTo(arrived), receiver.segments, arrived);
  }

  /** Called once, by the trace that this connection becomes a part of. */
  void belongsTo(Trace owner) {
    if (trace != null) {
      throw new IllegalStateException("connection " + this + " is already part of a trace");
    }
    trace = owner;
    if (places != null) {
      places.atClient().belongsTo(owner);
      places.atServer().belongsTo(owner);
    }
  }

  /**
   * The trace that it is a part of.
   *
   * @return never null
   */
  public Trace trace() {
    return trace;
  }

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
  public Connection await(String what, Predicate<Connection> condition) {
    return await(what, condition, trace.continuation()::await);
  }

  /**
   * The same, with the caller's time-out in place of the capture's.
   *
   * @param what is waited for, for messages
   * @param condition judged whenever more was captured
   * @param limit the longest wait
   * @return this very connection if the condition holds of it or nothing can come any more
   */
  public Connection await(String what, Predicate<Connection> condition, Duration limit) {
    return await(
        what, condition, (words, later) -> trace.continuation().await(words, later, limit));
  }

  private Connection await(
      String what,
      Predicate<Connection> condition,
      BiFunction<String, Predicate<Trace>, Optional<Trace>> waiting) {
    if (condition.test(this)) {
      return this;
    }
    return waiting
        .apply(this + ": " + what, later -> sameIn(later).filter(condition).isPresent())
        .flatMap(this::sameIn)
        .orElse(this);
  }

  /** The same one in a later trace: the whole again, or the same end of it. */
  private Optional<Connection> sameIn(Trace later) {
    return later.connections().stream()
        .map(other -> whole == null ? other : other.seenBy(vantagePoint.end()))
        .filter(
            other ->
                other.startNanos == startNanos
                    && other.client.equals(client)
                    && other.server.equals(server))
        .findFirst();
  }

  /**
   * This connection at each place where the capture saw it.
   *
   * @return as its client and as its server saw it where the capture holds both, else this
   *     connection alone
   */
  public List<Connection> views() {
    return places == null ? List.of(this) : List.of(places.atClient(), places.atServer());
  }

  /**
   * Whether the capture holds the connection as its client and as its server saw it: it was made on
   * a link that is both ends. The connection is the whole then, unless it is one of its ends.
   *
   * @return if true, {@link #atServer()}, {@link #atClient()} and {@link Flow#transit()} answer
   */
  public boolean isSeenAtBothEnds() {
    return places != null || whole != null;
  }

  /**
   * The connection that this is one end of.
   *
   * @return the whole where the capture holds both ends, else this connection
   */
  public Connection whole() {
    return whole == null ? this : whole;
  }

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
  public Connection atServer() {
    return at(Role.SERVER);
  }

  /**
   * The connection as its client saw it: everything that the client sent, and what the server sent
   * as far as it arrived.
   *
   * @return the view with {@link VantagePoint#CLIENT}; this connection if it is that view
   * @throws IllegalStateException if the capture holds no such view
   */
  public Connection atClient() {
    return at(Role.CLIENT);
  }

  /**
   * The connection as one side saw it, as far as the capture tells: what a side did in answer to
   * what it received is to be judged there.
   *
   * @param end which side
   * @return that end of a connection of which the capture holds both; else this connection
   */
  public Connection seenBy(Role end) {
    return places == null ? this : places.at(end);
  }

  private Connection at(Role end) {
    if (vantagePoint.end() == end) {
      return this;
    }
    if (isSeenAtBothEnds()) {
      return whole().places.at(end);
    }
    String side = end == Role.SERVER ? "server" : "client";
    throw new IllegalStateException(
        "the capture does not hold "
            + this
            + " as its "
            + side
            + " saw it: "
            + (vantagePoint.end() != null
                ? "nothing of it reached the " + side
                : "it was not made on a link that is both ends"));
  }

  /**
   * Its place in the trace, in the order of first segments; both ends of a connection have the
   * same.
   *
   * @return from 0
   */
  public int index() {
    return index;
  }

  /**
   * The side that opened the connection.
   *
   * @return address and port
   */
  public Endpoint client() {
    return client;
  }

  /**
   * The side that accepted the connection.
   *
   * @return address and port
   */
  public Endpoint server() {
    return server;
  }

  /**
   * How it was decided which side is the client.
   *
   * @return the evidence
   */
  public RoleEvidence roleEvidence() {
    return roleEvidence;
  }

  /**
   * Where the capture saw the connection.
   *
   * @return the vantage point
   */
  public VantagePoint vantagePoint() {
    return vantagePoint;
  }

  /**
   * How it was opened.
   *
   * @return the handshake
   */
  public Handshake handshake() {
    return handshake;
  }

  /**
   * How it was closed.
   *
   * @return the teardown
   */
  public Teardown teardown() {
    return teardown;
  }

  /**
   * What the client sent: an upload's data.
   *
   * @return the flow
   */
  public Flow clientToServer() {
    return clientToServer;
  }

  /**
   * What the server sent.
   *
   * @return the flow
   */
  public Flow serverToClient() {
    return serverToClient;
  }

  /**
   * What one side sent.
   *
   * @param sender which side
   * @return its flow
   */
  public Flow flow(Role sender) {
    return sender == Role.CLIENT ? clientToServer : serverToClient;
  }

  /**
   * All segments in the order of capture. Where the capture holds both ends each is there once,
   * where it was sent; one that nobody sent, where it arrived. What arrived is in the {@link
   * #views}.
   *
   * @return views made when asked for; empty if the analysis was told to keep none
   */
  public List<Segment> segments() {
    if (places != null) {
      return places.segments();
    }
    return segments == null ? List.of() : segments.rows();
  }

  /**
   * Whether the segments were kept, or only what they add up to.
   *
   * @return false if the analysis was told to keep none
   */
  public boolean keepsSegments() {
    return segments != null || places != null && places.keepsSegments();
  }

  /**
   * When the first segment was captured.
   *
   * @return nanoseconds since the epoch
   */
  public long startNanos() {
    return startNanos;
  }

  /**
   * From the first to the last captured segment.
   *
   * @return nanoseconds
   */
  public long durationNanos() {
    return endNanos - startNanos;
  }

  /**
   * How many segments were captured, in both directions; where the capture holds both ends, how
   * many were sent.
   *
   * @return the number
   */
  public long segmentCount() {
    return clientToServer.segments() + serverToClient.segments();
  }

  /** Who opened it to whom: {@code 127.0.0.1:35648 > 127.0.0.1:8081}. */
  @Override
  public String toString() {
    return client + " > " + server;
  }

  /** Collects the facts of a connection; for the analysis. */
  public static final class Builder {
    private final int index;
    private RoleEvidence roleEvidence = RoleEvidence.SYN;
    private VantagePoint vantagePoint = VantagePoint.UNKNOWN;
    private Handshake handshake;
    private Teardown teardown;
    private Flow clientToServer;
    private Flow serverToClient;
    private SegmentTable segments;
    private long startNanos;
    private long endNanos;
    private TwoPlaces places;

    private Builder(int index) {
      this.index = index;
    }

    /**
     * Sets the evidence for the roles, and the vantage point.
     *
     * @param evidence how it was decided who is the client
     * @param vantage where the capture saw the connection
     * @return this
     */
    public Builder seen(RoleEvidence evidence, VantagePoint vantage) {
      roleEvidence = evidence;
      vantagePoint = vantage;
      return this;
    }

    /**
     * Sets how it was opened and closed.
     *
     * @param opened the handshake
     * @param closed the teardown
     * @return this
     */
    public Builder lifecycle(Handshake opened, Teardown closed) {
      handshake = opened;
      teardown = closed;
      return this;
    }

    /**
     * Sets the two flows, which also name the endpoints.
     *
     * @param fromClient what the client sent
     * @param fromServer what the server sent
     * @return this
     */
    public Builder flows(Flow fromClient, Flow fromServer) {
      clientToServer = fromClient;
      serverToClient = fromServer;
      return this;
    }

    /**
     * Sets the segments.
     *
     * @param table a frozen table
     * @return this
     */
    public Builder segments(SegmentTable table) {
      segments = table;
      return this;
    }

    /**
     * Sets when the first and the last segment were captured.
     *
     * @param start nanoseconds since the epoch
     * @param end nanoseconds since the epoch
     * @return this
     */
    public Builder time(long start, long end) {
      startNanos = start;
      endNanos = end;
      return this;
    }

    private Builder places(TwoPlaces both) {
      places = both;
      return this;
    }

    /**
     * Freezes the connection.
     *
     * @return the connection
     * @throws NullPointerException if the lifecycle or a flow is missing
     */
    public Connection build() {
      return new Connection(this);
    }
  }
}
