package dev.tcpunit.baseline;

import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Handshake;
import dev.tcpunit.trace.Teardown;
import dev.tcpunit.trace.Trace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The behaviour of captured connections as facts without times, ports and hosts: what stays the
 * same from run to run, and changes where a client changes what it does on the wire.
 *
 * <p>Its text has one fact on a line, and is read back by {@link #parse}:
 *
 * <pre>
 * # tcpunit baseline 1
 * runs : 1
 * connections = 1
 * refused = 0
 *
 * connection 1 to server 1
 *   address = IPv4
 *   opening = completed
 *   exchanges = 1
 *   turn 1 client ~ 136
 *   close = clean
 * </pre>
 *
 * <p>Immutable; two are equal if their texts are.
 *
 * <p>Example: {@code Fingerprint.of(trace, Environment.ofThisJvm()).differencesFrom(baseline)}.
 */
public final class Fingerprint {
  private static final int HEADERS_IPV4 = 40;
  private static final int HEADERS_IPV6 = 60;

  private final int runs;
  private final List<Fact> facts;
  private final List<RecordedConnection> connections;
  private final Environment environment;

  Fingerprint(
      int runs, List<Fact> facts, List<RecordedConnection> connections, Environment environment) {
    this.runs = runs;
    this.facts = List.copyOf(facts);
    this.connections = List.copyOf(connections);
    this.environment = environment;
  }

  /**
   * That of all connections of a trace.
   *
   * @param trace with its segments, and with nothing missing
   * @param environment where it was captured
   * @return the facts of one run
   * @throws IllegalArgumentException if the analysis kept no segments
   */
  public static Fingerprint of(Trace trace, Environment environment) {
    return of(trace.connections(), environment);
  }

  /**
   * That of some connections of a trace, such as those to one server.
   *
   * @param captured with their segments, and with nothing missing
   * @param environment where they were captured
   * @return the facts of one run
   * @throws IllegalArgumentException if the analysis kept no segments
   */
  public static Fingerprint of(List<Connection> captured, Environment environment) {
    List<RecordedConnection> connections = OpeningOrder.of(captured);
    long refused =
        captured.stream()
            .filter(connection -> connection.handshake().state() == Handshake.State.REFUSED)
            .count();
    // A client may try again where an answer races with the request, or not.
    boolean races = connections.stream().anyMatch(Fingerprint::hasSentInVain);
    FactKind kind = races ? FactKind.RATE : FactKind.EXACT;
    List<Fact> facts =
        List.of(
            Fact.of(FactName.CONNECTIONS, kind, String.valueOf(connections.size())),
            Fact.of(FactName.REFUSED, String.valueOf(refused)));
    return new Fingerprint(1, facts, connections, withMtu(environment, captured));
  }

  /**
   * That of one connection, whatever others there are.
   *
   * @param connection with its segments, and with nothing missing
   * @param environment where it was captured
   * @return the facts of one run
   * @throws IllegalArgumentException if the analysis kept no segments
   */
  public static Fingerprint of(Connection connection, Environment environment) {
    List<Connection> only = List.of(connection);
    return new Fingerprint(1, List.of(), OpeningOrder.of(only), withMtu(environment, only));
  }

  private static boolean hasSentInVain(RecordedConnection connection) {
    return connection
        .fact(FactName.SENT_IN_VAIN)
        .filter(fact -> !fact.allows(ConnectionFacts.NONE))
        .isPresent();
  }

  private static Environment withMtu(Environment environment, List<Connection> connections) {
    Map<String, String> values = new HashMap<>(environment.values());
    connections.stream()
        .map(Fingerprint::mtu)
        .flatMapToInt(OptionalInt::stream)
        .min()
        .ifPresent(mtu -> values.put("MTU", String.valueOf(mtu)));
    return new Environment(values);
  }

  /** The MSS is that of the interface, less the two headers (RFC 9293 section 3.7.1). */
  private static OptionalInt mtu(Connection connection) {
    int headers = connection.client().isIpv6() ? HEADERS_IPV6 : HEADERS_IPV4;
    return connection
        .clientToServer()
        .synOptions()
        .map(offer -> offer.maximumSegmentSize())
        .filter(OptionalInt::isPresent)
        .map(mss -> OptionalInt.of(mss.getAsInt() + headers))
        .orElse(OptionalInt.empty());
  }

  /**
   * Reads one from its text. Lines that begin with {@code #} are remarks. A fact that was taken out
   * is not compared.
   *
   * @param text as {@link #toString} writes it
   * @return what it says
   * @throws IllegalArgumentException if it is no such text, naming the line
   */
  public static Fingerprint parse(String text) {
    return new FingerprintReader(text).read();
  }

  /**
   * The same with what the program itself made of it, which may change while the packets do not.
   *
   * @param outcome such as a status or the name of an exception; one line
   * @return a new one
   */
  public Fingerprint withOutcome(String outcome) {
    List<Fact> all = new ArrayList<>(facts);
    all.add(Fact.of(FactName.OUTCOME, FingerprintWriter.oneLine(outcome)));
    return new Fingerprint(runs, all, connections, environment);
  }

  /**
   * How many runs it is made of.
   *
   * @return from 1
   */
  public int runs() {
    return runs;
  }

  /**
   * What it was recorded on and with.
   *
   * @return for information
   */
  public Environment environment() {
    return environment;
  }

  /**
   * Whether connections have come as far as those of this fingerprint: they are closed as those
   * were, or all over. What is still to come then would be another behaviour.
   *
   * @param current what was captured until now, with or without segments
   * @return true if so
   */
  public boolean isReachedBy(List<Connection> current) {
    List<Connection> opened =
        current.stream()
            .filter(connection -> connection.handshake().state() == Handshake.State.COMPLETED)
            .toList();
    List<String> then =
        connections.stream()
            .flatMap(connection -> connection.fact(FactName.CLOSE).stream())
            .map(Fact::text)
            .sorted()
            .toList();
    return opened.stream().allMatch(Fingerprint::isClosed)
        || then.equals(
            opened.stream().map(c -> ConnectionFacts.close(c.teardown())).sorted().toList());
  }

  /**
   * Whether nothing more is to come of a connection: both sides have closed, or one aborted.
   *
   * @param connection with or without segments
   * @return true if so
   */
  public static boolean isClosed(Connection connection) {
    return connection.teardown().state() == Teardown.State.CLEAN
        || connection.teardown().state() == Teardown.State.RESET;
  }

  /** The facts of all connections together. */
  List<Fact> facts() {
    return facts;
  }

  List<RecordedConnection> connections() {
    return connections;
  }

  Optional<Fact> fact(FactName name) {
    return facts.stream().filter(fact -> fact.is(name)).findFirst();
  }

  /**
   * What is different from a baseline. A rate of one run is never different.
   *
   * @param baseline what was accepted
   * @return one for each fact, those that are better included; empty if all is as recorded
   */
  public List<FactDifference> differencesFrom(Fingerprint baseline) {
    return new FingerprintComparison(baseline, this).differences();
  }

  /**
   * The facts of both: values that differ become alternatives, rates add up. The environment is the
   * later one's.
   *
   * @param later of another run of the same test
   * @return a new one, of the runs of both
   */
  public Fingerprint with(Fingerprint later) {
    return new FingerprintComparison(this, later).merged();
  }

  /**
   * The text.
   *
   * @return ends with a line feed
   */
  @Override
  public String toString() {
    return FingerprintWriter.text(this);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Fingerprint print && print.toString().equals(toString());
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }
}
