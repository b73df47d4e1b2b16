package dev.tcpunit.kernel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * What the Linux kernel knows of one end of a connection: {@code TCP_INFO}, as {@code ss -i} shows
 * it. Immutable.
 *
 * <p>The structure grows from kernel to kernel; what an older one does not tell is empty. Counts
 * are of this end alone: what it sent, and what it received.
 *
 * <p><b>Unit:</b> bytes, segments (pieces of the maximum segment size) or nanoseconds, as said.
 */
public final class TcpInfo {
  /** Up to and with tcpi_total_retrans: what every kernel since 2.6 tells. */
  private static final int LEAST_BYTES = 104;

  private static final int RTO = 8;
  private static final int SND_MSS = 16;
  private static final int LOST = 32;
  private static final int RTT = 68;
  private static final int SND_CWND = 80;
  private static final int TOTAL_RETRANS = 100;
  private static final int BYTES_ACKED = 120;
  private static final int BYTES_RECEIVED = 128;
  private static final int SEGS_OUT = 136;
  private static final int SEGS_IN = 140;
  private static final int MIN_RTT = 148;
  private static final int DATA_SEGS_OUT = 156;
  private static final int BUSY_TIME = 168;
  private static final int RWND_LIMITED = 176;
  private static final int SNDBUF_LIMITED = 184;
  private static final int DELIVERED_CE = 196;
  private static final int BYTES_SENT = 200;
  private static final int BYTES_RETRANS = 208;
  private static final int DSACK_DUPS = 216;
  private static final int REORD_SEEN = 220;
  private static final long UNSIGNED = 0xFFFF_FFFFL;
  private static final int NO_MIN_RTT = -1;

  private final byte[] struct;

  private TcpInfo(byte[] struct) {
    this.struct = struct;
  }

  /**
   * Reads the kernel's structure.
   *
   * @param struct {@code struct tcp_info} as far as the kernel fills it, in the machine's byte
   *     order; copied from its position to its limit
   * @return what it says
   * @throws IllegalArgumentException if it is shorter than the 104 bytes that every kernel fills
   */
  static TcpInfo of(ByteBuffer struct) {
    if (struct.remaining() < LEAST_BYTES) {
      throw new IllegalArgumentException(
          "struct tcp_info has at least %d bytes, but there are %d"
              .formatted(LEAST_BYTES, struct.remaining()));
    }
    byte[] bytes = new byte[struct.remaining()];
    struct.duplicate().get(bytes);
    return new TcpInfo(bytes);
  }

  /**
   * Payload bytes sent, those sent again counted again.
   *
   * @return bytes; empty before Linux 4.19
   */
  public OptionalLong bytesSent() {
    return number64(BYTES_SENT);
  }

  /**
   * Payload bytes sent again.
   *
   * @return bytes; empty before Linux 4.19
   */
  public OptionalLong bytesRetrans() {
    return number64(BYTES_RETRANS);
  }

  /**
   * How much of the sequence space the peer acknowledged: payload, FIN, and on the side that
   * connected the SYN (RFC 9293 section 3.4).
   *
   * @return bytes, SYN and FIN one each; empty before Linux 4.1
   */
  public OptionalLong bytesAcked() {
    return number64(BYTES_ACKED);
  }

  /**
   * How much of the peer's sequence space arrived in order: payload and FIN.
   *
   * @return bytes, the FIN one; empty before Linux 4.1
   */
  public OptionalLong bytesReceived() {
    return number64(BYTES_RECEIVED);
  }

  /**
   * Segments sent again, whatever the cause: data, SYN, SYN-ACK and FIN.
   *
   * @return segments
   */
  public long totalRetrans() {
    return number32(TOTAL_RETRANS).orElseThrow();
  }

  /**
   * Segments sent, those without payload too.
   *
   * @return segments; empty before Linux 4.2
   */
  public OptionalLong segsOut() {
    return number32(SEGS_OUT);
  }

  /**
   * Segments received, those without payload too.
   *
   * @return segments; empty before Linux 4.2
   */
  public OptionalLong segsIn() {
    return number32(SEGS_IN);
  }

  /**
   * Segments with payload sent, those sent again counted again.
   *
   * @return segments; empty before Linux 4.6
   */
  public OptionalLong dataSegsOut() {
    return number32(DATA_SEGS_OUT);
  }

  /**
   * Segments that the peer reported as received twice (RFC 2883).
   *
   * @return segments; empty before Linux 4.19
   */
  public OptionalLong dsackDups() {
    return number32(DSACK_DUPS);
  }

  /**
   * Reorderings that this end inferred from the peer's SACKs.
   *
   * @return events; empty before Linux 4.19
   */
  public OptionalLong reordSeen() {
    return number32(REORD_SEEN);
  }

  /**
   * Segments that the peer acknowledged with ECN echo (RFC 3168).
   *
   * @return segments; empty before Linux 4.18
   */
  public OptionalLong deliveredCe() {
    return number32(DELIVERED_CE);
  }

  /**
   * Segments that this end took for lost when the account was taken.
   *
   * @return segments
   */
  public long lost() {
    return number32(LOST).orElseThrow();
  }

  /**
   * The congestion window when the account was taken (RFC 5681).
   *
   * @return segments
   */
  public long sndCwnd() {
    return number32(SND_CWND).orElseThrow();
  }

  /**
   * The payload of a full segment that this end sends.
   *
   * @return bytes
   */
  public long sndMss() {
    return number32(SND_MSS).orElseThrow();
  }

  /**
   * The smoothed round-trip time (RFC 6298 section 2, SRTT).
   *
   * @return nanoseconds; 0 if none was measured
   */
  public long rttNanos() {
    return TimeUnit.MICROSECONDS.toNanos(number32(RTT).orElseThrow());
  }

  /**
   * The shortest round-trip time of late.
   *
   * @return nanoseconds; empty before Linux 4.6, or if none was measured
   */
  public OptionalLong minRttNanos() {
    OptionalLong micros = number32(MIN_RTT);
    return micros.isEmpty() || (int) micros.getAsLong() == NO_MIN_RTT
        ? OptionalLong.empty()
        : nanos(micros);
  }

  /**
   * The retransmission time-out in force (RFC 6298).
   *
   * @return nanoseconds
   */
  public long rtoNanos() {
    return TimeUnit.MICROSECONDS.toNanos(number32(RTO).orElseThrow());
  }

  /**
   * How long this end had data to send or unacknowledged.
   *
   * @return nanoseconds; empty before Linux 4.10
   */
  public OptionalLong busyNanos() {
    return nanos(number64(BUSY_TIME));
  }

  /**
   * Of the busy time, how long the peer's window was in the way.
   *
   * @return nanoseconds; empty before Linux 4.10
   */
  public OptionalLong rwndLimitedNanos() {
    return nanos(number64(RWND_LIMITED));
  }

  /**
   * Of the busy time, how long the own send buffer was in the way, as far as the kernel noticed: it
   * counts from when a segment leaves while a writer waits for room, so it may have been for
   * longer.
   *
   * @return nanoseconds; empty before Linux 4.10
   */
  public OptionalLong sndbufLimitedNanos() {
    return nanos(number64(SNDBUF_LIMITED));
  }

  private OptionalLong number32(int offset) {
    return struct.length < offset + Integer.BYTES
        ? OptionalLong.empty()
        : OptionalLong.of(buffer().getInt(offset) & UNSIGNED);
  }

  private OptionalLong number64(int offset) {
    return struct.length < offset + Long.BYTES
        ? OptionalLong.empty()
        : OptionalLong.of(buffer().getLong(offset));
  }

  private ByteBuffer buffer() {
    return ByteBuffer.wrap(struct).order(ByteOrder.nativeOrder());
  }

  private static OptionalLong nanos(OptionalLong micros) {
    return micros.isEmpty()
        ? micros
        : OptionalLong.of(TimeUnit.MICROSECONDS.toNanos(micros.getAsLong()));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TcpInfo that && Arrays.equals(struct, that.struct);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(struct);
  }

  /** What matters most, such as {@code bytes_sent 400000 bytes_retrans 0 total_retrans 0 ...}. */
  @Override
  public String toString() {
    return "bytes_sent %s bytes_acked %s bytes_retrans %s total_retrans %d rtt %.3f ms"
        .formatted(
            text(bytesSent()),
            text(bytesAcked()),
            text(bytesRetrans()),
            totalRetrans(),
            rttNanos() / 1e6);
  }

  private static String text(OptionalLong number) {
    return number.isEmpty() ? "?" : Long.toString(number.getAsLong());
  }
}
