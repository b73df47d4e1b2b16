package dev.tcpunit.lab;

import dev.tcpunit.trace.Role;
import java.util.Objects;

/**
 * Which packets on a {@link Link} a fault is for: first what they are, then which of them.
 *
 * <pre>{@code
 * clientData().number(5)             // the 5th segment of new payload from the client
 * clientData().number(5).times(3)    // that segment, and the first two times it is sent again
 * clientData().carrying(100_000)     // whichever segment holds that byte of the upload
 * fin().from(SERVER)                 // each FIN of the server
 * pureAck().from(SERVER).every(2)    // every other ACK
 * any().withProbability(0.01)        // one in a hundred, the same ones for the same seed
 * }</pre>
 *
 * <p><b>Counting</b> is by connection and from its SYN on, also of packets sent before the fault
 * was applied. {@link #clientData()} and {@link #serverData()} count segments that carry payload
 * not sent before, so the number of a segment does not depend on what was lost or sent again. All
 * other kinds count each packet of that kind.
 *
 * <p><b>How often:</b> {@link #number}, {@link #first}, {@link #last} and {@link #carrying} name
 * one segment, and the fault strikes once: what repairs the loss passes. {@link #times} says
 * otherwise. All others name a set of packets, and the fault strikes each of them.
 *
 * <p>Values are immutable. <b>Client</b> is who sent the SYN.
 */
public final class Packets {
  private final PacketKind kind;

  /** Null for either side. */
  private final Role sender;

  private final PacketPosition place;

  /** How likely each of them is meant, 1 for certain. */
  private final double probability;

  /** Of which connection over the link, counted from 1, or 0 for each. */
  private final int connection;

  /** How often at most on a connection, or 0 for what the place implies. */
  private final int times;

  private Packets(
      PacketKind kind,
      Role sender,
      PacketPosition place,
      double probability,
      int connection,
      int times) {
    this.kind = kind;
    this.sender = sender;
    this.place = place;
    this.probability = probability;
    this.connection = connection;
    this.times = times;
  }

  private static Packets of(PacketKind kind) {
    return new Packets(kind, null, PacketPosition.EVERYWHERE, 1, 0, 0);
  }

  PacketKind kind() {
    return kind;
  }

  /** Null for either side. */
  Role sender() {
    return sender;
  }

  PacketPosition place() {
    return place;
  }

  /** How likely each of them is meant, 1 for certain. */
  double probability() {
    return probability;
  }

  /** Of which connection over the link, counted from 1, or 0 for each. */
  int connection() {
    return connection;
  }

  /**
   * How often a fault strikes on a connection: a named segment once, a set of packets each time.
   */
  int limit() {
    if (times > 0) {
      return times;
    }
    return place.namesOne() ? 1 : Integer.MAX_VALUE;
  }

  /**
   * Every packet, TCP or not.
   *
   * @return the packets
   */
  public static Packets any() {
    return of(PacketKind.ANY);
  }

  /**
   * SYNs of clients (RFC 9293 section 3.5), those sent again included.
   *
   * @return the packets
   */
  public static Packets syn() {
    return of(PacketKind.SYN);
  }

  /**
   * SYNs of servers, which acknowledge the client's.
   *
   * @return the packets
   */
  public static Packets synAck() {
    return of(PacketKind.SYN_ACK);
  }

  /**
   * Packets with FIN, with or without payload, of either side unless {@link #from(Role)} says
   * whose.
   *
   * @return the packets
   */
  public static Packets fin() {
    return of(PacketKind.FIN);
  }

  /**
   * Packets with RST, of either side unless {@link #from(Role)} says whose.
   *
   * @return the packets
   */
  public static Packets rst() {
    return of(PacketKind.RST);
  }

  /**
   * Packets with payload from the client: an upload's.
   *
   * @return the packets
   */
  public static Packets clientData() {
    return of(PacketKind.DATA).from(Role.CLIENT);
  }

  /**
   * Packets with payload from the server: a response's.
   *
   * @return the packets
   */
  public static Packets serverData() {
    return of(PacketKind.DATA).from(Role.SERVER);
  }

  /**
   * Packets that carry neither payload nor SYN, FIN or RST, of either side: acknowledgments, window
   * updates, keep-alives and window probes without a byte.
   *
   * @return the packets
   */
  public static Packets pureAck() {
    return of(PacketKind.PURE_ACK);
  }

  /**
   * Packets that begin with payload, a SYN or a FIN sent before on this link, of either side.
   *
   * @return the packets
   */
  public static Packets retransmission() {
    return of(PacketKind.RETRANSMISSION);
  }

  /**
   * Those that one side sends.
   *
   * @param sender which side
   * @return fewer packets
   * @throws IllegalArgumentException if they are the other side's by their kind
   */
  public Packets from(Role sender) {
    Objects.requireNonNull(sender, "sender");
    if (this.sender != null && this.sender != sender) {
      throw new IllegalArgumentException("the " + sender + " sends no " + this);
    }
    return new Packets(kind, sender, place, probability, connection, times);
  }

  /**
   * The n-th of them.
   *
   * @param n from 1
   * @return that packet
   * @throws IllegalArgumentException if n is less than 1
   */
  public Packets number(int n) {
    return at(PacketPosition.Rule.NUMBER, positive(n, "a packet's number"));
  }

  /**
   * The n-th and all after it. Of payload: what lies from the beginning of the n-th segment on.
   *
   * @param n from 1
   * @return those packets
   * @throws IllegalArgumentException if n is less than 1
   */
  public Packets from(int n) {
    return at(PacketPosition.Rule.FROM, positive(n, "a packet's number"));
  }

  /**
   * Every n-th: those whose number is a multiple of n. Payload sent again has no number.
   *
   * @param n from 1
   * @return those packets
   * @throws IllegalArgumentException if n is less than 1
   */
  public Packets every(int n) {
    return at(PacketPosition.Rule.EVERY, positive(n, "a step"));
  }

  /**
   * The first of them.
   *
   * @return {@code number(1)}
   */
  public Packets first() {
    return number(1);
  }

  /**
   * The last of a payload whose length is known beforehand: the one that holds its last byte.
   *
   * @param payloadBytes how many bytes the side sends on the connection, at least 1
   * @return that packet
   * @throws IllegalArgumentException if the length is less than 1
   */
  public Packets last(long payloadBytes) {
    return at(PacketPosition.Rule.LAST, positive(payloadBytes, "a length"));
  }

  /**
   * The one that holds a byte of the payload, however the payload is cut into segments.
   *
   * @param offset of the byte, from 0
   * @return that packet
   * @throws IllegalArgumentException if the offset is negative
   */
  public Packets carrying(long offset) {
    if (offset < 0) {
      throw new IllegalArgumentException("an offset is not negative: " + offset);
    }
    return at(PacketPosition.Rule.CARRYING, offset);
  }

  /**
   * Some of them, by chance. Chance depends on the link's seed, on the connection, and on the place
   * of the packet in it, not on the time: the same program meets the same losses each time.
   *
   * @param probability from 0 to 1
   * @return fewer packets
   * @throws IllegalArgumentException if it is no probability
   */
  public Packets withProbability(double probability) {
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException("a probability is from 0 to 1: " + probability);
    }
    return new Packets(kind, sender, place, probability, connection, times);
  }

  /**
   * Not more often than so many times on each connection.
   *
   * @param most at least 1
   * @return fewer packets; of a segment that is named, also those that carry it again
   * @throws IllegalArgumentException if it is less than 1
   */
  public Packets times(int most) {
    int atMost = (int) positive(most, "a number of times");
    return new Packets(kind, sender, place, probability, connection, atMost);
  }

  /**
   * Those of one connection.
   *
   * @param n which connection over this link, in the order of their SYNs, from 1
   * @return fewer packets
   * @throws IllegalArgumentException if n is less than 1
   */
  public Packets onConnection(int n) {
    int number = (int) positive(n, "a connection's number");
    return new Packets(kind, sender, place, probability, number, times);
  }

  private Packets at(PacketPosition.Rule rule, long value) {
    return new Packets(
        kind, sender, new PacketPosition(rule, value), probability, connection, times);
  }

  private static long positive(long value, String what) {
    if (value < 1) {
      throw new IllegalArgumentException(what + " is at least 1: " + value);
    }
    return value;
  }

  /**
   * The packets in words.
   *
   * @return such as {@code client data 5}
   */
  @Override
  public String toString() {
    String packets = sender == null ? kind.toString() : sender.word() + " " + kind;
    StringBuilder text = new StringBuilder(place.describe(packets));
    if (times > 0) {
      text.append(times == 1 ? ", once" : ", " + times + " times");
    }
    if (probability < 1) {
      text.append(" with probability ").append(probability);
    }
    if (connection > 0) {
      text.append(" on connection ").append(connection);
    }
    return text.toString();
  }
}
