package dev.tcpunit.internal.model;

import dev.tcpunit.internal.track.SegmentColumns;
import dev.tcpunit.net.Endpoint;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Handshake;
import dev.tcpunit.trace.IcmpError;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.RoleEvidence;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.Teardown;
import dev.tcpunit.trace.TimeDisorder;
import dev.tcpunit.trace.Trace;
import dev.tcpunit.trace.VantagePoint;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/** A connection as the analysis freezes it. */
public final class CapturedConnection implements Connection {
  private final int index;
  private final Endpoint client;
  private final Endpoint server;
  private final RoleEvidence roleEvidence;
  private final VantagePoint vantagePoint;
  private final Handshake handshake;
  private final Teardown teardown;
  private final CapturedFlow clientToServer;
  private final CapturedFlow serverToClient;
  private final SegmentColumns segments;
  private final long startNanos;
  private final long endNanos;
  private final Optional<TimeDisorder> timeDisorder;
  private final TwoPlaces places;
  private final Optional<Role> door;
  private final List<IcmpError> icmpErrors;
  private CapturedConnection whole;
  private Trace trace;

  private CapturedConnection(Builder builder) {
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
    timeDisorder = builder.timeDisorder;
    clientToServer.belongsTo(this);
    serverToClient.belongsTo(this);
    places = builder.places;
    door = builder.door;
    icmpErrors = builder.icmpErrors;
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
  public static CapturedConnection ofBothEnds(
      CapturedConnection atClient, CapturedConnection atServer) {
    if (atClient.keepsSegments()) {
      correct(atServer, atClient.clientToServer, atServer.clientToServer);
      correct(atClient, atServer.serverToClient, atClient.serverToClient);
    }
    TwoPlaces places = new TwoPlaces(atClient, atServer);
    CapturedConnection whole =
        builder(atClient.index)
            .seen(atClient.roleEvidence, VantagePoint.BOTH)
            .lifecycle(places.handshake(), places.teardown())
            .flows(places.flow(Role.CLIENT), places.flow(Role.SERVER))
            .time(atClient.startNanos, Math.max(atClient.endNanos, atServer.endNanos))
            .disorder(bothOf(atClient.timeDisorder, atServer.timeDisorder))
            .icmpErrors(places.icmpErrors())
            .places(places)
            .build();
    atClient.whole = whole;
    atServer.whole = whole;
    return whole;
  }

  private static Optional<TimeDisorder> bothOf(
      Optional<TimeDisorder> one, Optional<TimeDisorder> other) {
    return one.isPresent() && other.isPresent()
        ? Optional.of(one.get().plus(other.get()))
        : one.or(() -> other);
  }

  private static void correct(
      CapturedConnection receiver, CapturedFlow sent, CapturedFlow arrived) {
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

  @Override
  public Trace trace() {
    return trace;
  }

  @Override
  public Connection await(String what, Predicate<Connection> condition) {
    return await(what, condition, trace.continuation()::await);
  }

  @Override
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
        .map(other -> whole == null ? other : other.seenBy(end()))
        .filter(
            other ->
                other.startNanos() == startNanos
                    && other.client().equals(client)
                    && other.server().equals(server))
        .findFirst();
  }

  @Override
  public List<Connection> views() {
    return places == null ? List.of(this) : List.of(places.atClient(), places.atServer());
  }

  @Override
  public boolean isSeenAtBothEnds() {
    return places != null || whole != null;
  }

  @Override
  public CapturedConnection whole() {
    return whole == null ? this : whole;
  }

  @Override
  public CapturedConnection atServer() {
    return at(Role.SERVER);
  }

  @Override
  public CapturedConnection atClient() {
    return at(Role.CLIENT);
  }

  @Override
  public CapturedConnection seenBy(Role end) {
    return places == null ? this : places.at(end);
  }

  private CapturedConnection at(Role end) {
    if (end() == end) {
      return this;
    }
    if (isSeenAtBothEnds()) {
      return whole().places.at(end);
    }
    String side = end.word();
    throw new IllegalStateException(
        "the capture does not hold "
            + this
            + " as its "
            + side
            + " saw it: "
            + (end() != null
                ? "nothing of it reached the " + side
                : "it was not made on a link that is both ends"));
  }

  /** The one end that it was captured at; null if at both, or not known to be at either. */
  private Role end() {
    return switch (vantagePoint) {
      case CLIENT -> Role.CLIENT;
      case SERVER -> Role.SERVER;
      case BOTH, UNKNOWN -> null;
    };
  }

  @Override
  public int index() {
    return index;
  }

  @Override
  public Endpoint client() {
    return client;
  }

  @Override
  public Endpoint server() {
    return server;
  }

  @Override
  public RoleEvidence roleEvidence() {
    return roleEvidence;
  }

  @Override
  public Optional<Role> door() {
    return door;
  }

  @Override
  public VantagePoint vantagePoint() {
    return vantagePoint;
  }

  @Override
  public Handshake handshake() {
    return handshake;
  }

  @Override
  public Teardown teardown() {
    return teardown;
  }

  @Override
  public CapturedFlow clientToServer() {
    return clientToServer;
  }

  @Override
  public CapturedFlow serverToClient() {
    return serverToClient;
  }

  @Override
  public CapturedFlow flow(Role sender) {
    return sender == Role.CLIENT ? clientToServer : serverToClient;
  }

  @Override
  public List<Segment> segments() {
    if (places != null) {
      return places.segments();
    }
    return segments == null ? List.of() : CapturedSegment.all(segments);
  }

  @Override
  public List<IcmpError> icmpErrors() {
    return icmpErrors;
  }

  @Override
  public boolean keepsSegments() {
    return segments != null || places != null && places.keepsSegments();
  }

  @Override
  public long startNanos() {
    return startNanos;
  }

  @Override
  public long endNanos() {
    return endNanos;
  }

  @Override
  public Optional<TimeDisorder> timeDisorder() {
    return timeDisorder;
  }

  @Override
  public long durationNanos() {
    return endNanos - startNanos;
  }

  @Override
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
    private CapturedFlow clientToServer;
    private CapturedFlow serverToClient;
    private SegmentColumns segments;
    private long startNanos;
    private long endNanos;
    private Optional<TimeDisorder> timeDisorder = Optional.empty();
    private Optional<Role> door = Optional.empty();
    private List<IcmpError> icmpErrors = List.of();
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
    public Builder flows(CapturedFlow fromClient, CapturedFlow fromServer) {
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
    public Builder segments(SegmentColumns table) {
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

    /**
     * Sets which segments stand behind later ones.
     *
     * @param found how many and by how much; empty where there are none
     * @return this
     */
    public Builder disorder(Optional<TimeDisorder> found) {
      timeDisorder = found;
      return this;
    }

    /**
     * Sets which end is a door.
     *
     * @param end empty where neither is
     * @return this
     */
    public Builder door(Optional<Role> end) {
      door = end;
      return this;
    }

    /**
     * Sets what ICMP said of its segments.
     *
     * @param errors in the order of capture
     * @return this
     */
    public Builder icmpErrors(List<IcmpError> errors) {
      icmpErrors = List.copyOf(errors);
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
    public CapturedConnection build() {
      return new CapturedConnection(this);
    }
  }
}
