package dev.tcpunit.internal.rule;

import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import java.util.Comparator;
import java.util.function.Function;

/**
 * Which kind of ECN the two SYNs agree on, by the bits AE, CWR and ECE (RFC 9768 section 3.1.2,
 * table 2).
 */
public enum EcnMode {
  /** One side does not ask for it, or the other does not agree. */
  NONE,
  /** ECE says that a mark came, until CWR answers (RFC 3168 section 6.1). */
  CLASSIC,
  /** The three bits are one counter of the marks that came (RFC 9768 section 3.2.2). */
  ACCURATE;

  private static final int ALL = TcpFlags.AE | TcpFlags.CWR | TcpFlags.ECE;

  /** The mode that the SYNs of both sides agree on, for a connection that keeps its segments. */
  public static EcnMode of(Connection connection) {
    return inForce(asked(connection), agreed(connection));
  }

  /** The most that a SYN of the client asks for. */
  public static EcnMode asked(Connection connection) {
    return most(connection, Role.CLIENT, EcnMode::asked);
  }

  /** The most that a SYN-ACK agrees to. */
  public static EcnMode agreed(Connection connection) {
    return most(connection, Role.SERVER, EcnMode::agreed);
  }

  private static EcnMode most(
      Connection connection, Role side, Function<Segment, EcnMode> meaning) {
    return SentSegments.sound(connection)
        .filter(segment -> segment.from() == side && segment.has(TcpFlags.SYN))
        .map(meaning)
        .max(Comparator.naturalOrder())
        .orElse(NONE);
  }

  /**
   * A server that agrees to a mode which was not asked for only echoes bits: nothing was agreed on.
   */
  private static EcnMode inForce(EcnMode asked, EcnMode agreed) {
    return asked == NONE || asked == CLASSIC && agreed == ACCURATE ? NONE : agreed;
  }

  /** All three bits ask for accurate ECN, or for classic ECN if the server knows only that. */
  private static EcnMode asked(Segment syn) {
    boolean classic = syn.has(TcpFlags.CWR | TcpFlags.ECE);
    return classic && syn.has(TcpFlags.AE) ? ACCURATE : classic ? CLASSIC : NONE;
  }

  /**
   * What a SYN-ACK agrees to: a server of accurate ECN tells how the SYN arrived, one of classic
   * ECN sets ECE without CWR, and one that echoes all three bits knows of neither.
   */
  private static EcnMode agreed(Segment synAck) {
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
}
