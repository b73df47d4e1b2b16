package dev.tcpunit.internal.rule;

import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;

/** What the two SYNs agree on, by the bits AE, CWR and ECE (RFC 9768 section 3.1.2, table 2). */
public enum EcnMode {
  /** One side does not ask for it, or the other does not agree. */
  NONE,
  /** ECE says that a mark came, until CWR answers (RFC 3168 section 6.1). */
  CLASSIC,
  /** The three bits are one counter of the marks that came (RFC 9768 section 3.2.2). */
  ACCURATE;

  private static final int ALL = TcpFlags.AE | TcpFlags.CWR | TcpFlags.ECE;

  /** What it comes to; needs the segments. */
  public static EcnMode of(Connection connection) {
    EcnMode asked = NONE;
    EcnMode agreed = NONE;
    for (Segment segment : connection.segments()) {
      if (segment.has(TcpFlags.SYN) && segment.from() == Role.CLIENT) {
        asked = greater(asked, asked(segment));
      } else if (segment.has(TcpFlags.SYN)) {
        agreed = greater(agreed, agreed(segment));
      }
    }
    return inForce(asked, agreed);
  }

  /** A server that answers what was not asked for copies bits, or has them copied. */
  public static EcnMode inForce(EcnMode asked, EcnMode agreed) {
    return asked == NONE || asked == CLASSIC && agreed == ACCURATE ? NONE : agreed;
  }

  /** What a SYN asks for: with all three bits for either. */
  public static EcnMode asked(Segment syn) {
    boolean classic = syn.has(TcpFlags.CWR | TcpFlags.ECE);
    return classic && syn.has(TcpFlags.AE) ? ACCURATE : classic ? CLASSIC : NONE;
  }

  /**
   * What a SYN-ACK agrees to: a server of accurate ECN tells how the SYN arrived, one of classic
   * ECN sets ECE without CWR, and one that echoes all three bits knows of neither.
   */
  public static EcnMode agreed(Segment synAck) {
    return switch (bits(synAck)) {
      case TcpFlags.CWR, TcpFlags.CWR | TcpFlags.ECE, TcpFlags.AE, TcpFlags.AE | TcpFlags.CWR ->
          ACCURATE;
      case TcpFlags.ECE, TcpFlags.AE | TcpFlags.ECE -> CLASSIC;
      default -> NONE;
    };
  }

  /** The three bits of a segment. */
  public static int bits(Segment segment) {
    return segment.flags().bits() & ALL;
  }

  private static EcnMode greater(EcnMode one, EcnMode other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
