package dev.tcpunit.net;

/**
 * The control bits of a TCP header (RFC 9293 section 3.1).
 *
 * <p>Written as tcpdump writes them: {@code S}, {@code S.}, {@code P.}, {@code F.}, {@code R},
 * {@code none}. A dot stands for ACK, {@code E} for ECE, {@code W} for CWR, {@code e} for AE.
 *
 * @param bits the nine bits, FIN lowest
 */
public record TcpFlags(int bits) {
  /** No more data from the sender. */
  public static final int FIN = 0x001;

  /** Synchronise sequence numbers. */
  public static final int SYN = 0x002;

  /** Reset the connection. */
  public static final int RST = 0x004;

  /** Push function. */
  public static final int PSH = 0x008;

  /** The acknowledgement field counts. */
  public static final int ACK = 0x010;

  /** The urgent pointer field counts. */
  public static final int URG = 0x020;

  /** ECN echo (RFC 3168 section 6.1). */
  public static final int ECE = 0x040;

  /** Congestion window reduced (RFC 3168 section 6.1). */
  public static final int CWR = 0x080;

  /** Accurate ECN, formerly NS (RFC 9768). */
  public static final int AE = 0x100;

  private static final String LETTERS = "FSRP.UEWe";

  /**
   * Whether all the given bits are set.
   *
   * @param mask one or more of the constants, joined by or
   * @return true if each is set
   */
  public boolean has(int mask) {
    return (bits & mask) == mask;
  }

  /**
   * The letters in tcpdump's order, lowest bit first, but for the dot, which comes where ACK is.
   */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(9);
    for (int i = 0; i < LETTERS.length(); i++) {
      if ((bits & 1 << i) != 0) {
        text.append(LETTERS.charAt(i));
      }
    }
    return text.isEmpty() ? "none" : text.toString();
  }
}
