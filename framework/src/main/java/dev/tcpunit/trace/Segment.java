package dev.tcpunit.trace;

import dev.tcpunit.net.ChecksumStatus;
import dev.tcpunit.net.EcnCodepoint;
import dev.tcpunit.net.TcpFlags;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One TCP segment of a connection: a view onto the trace, cheap to make and to throw away.
 *
 * <p>Offsets count from the initial sequence number of the flow, unwrapped to 64 bits: SYN is at 0,
 * the first byte of data at 1, and FIN follows the last byte. Where no SYN was captured they count
 * from just before the first byte that was.
 *
 * <p>Two are equal if they are the same segment at the same capture point. Immutable; made by the
 * analysis, not to be implemented.
 */
public interface Segment {
  /**
   * The place among the segments of the connection that it was asked for.
   *
   * @return from 0
   */
  int index();

  /**
   * The frame's number in the trace, as Wireshark shows it.
   *
   * @return from 1
   */
  long frame();

  /**
   * When it was captured.
   *
   * @return nanoseconds since the epoch
   */
  long timeNanos();

  /**
   * Who sent it.
   *
   * @return client or server
   */
  Role from();

  /**
   * Where it starts in its flow.
   *
   * @return the offset of its first byte, SYN or FIN
   */
  long seq();

  /**
   * Where it ends in its flow; SYN and FIN count one each (RFC 9293 section 3.4).
   *
   * @return the offset after its last byte, SYN or FIN
   */
  long end();

  /**
   * How many payload bytes it carries.
   *
   * @return bytes on the wire, whether captured or not
   */
  int length();

  /**
   * Up to where it acknowledges the peer's flow. Counts only with the ACK flag.
   *
   * @return the offset of the next byte that is expected
   */
  long ack();

  /**
   * The control bits.
   *
   * @return the flags
   */
  TcpFlags flags();

  /**
   * Whether all the given control bits are set.
   *
   * @param mask one or more constants of {@link TcpFlags}, joined by or
   * @return true if each is set
   */
  boolean has(int mask);

  /**
   * The window field as it stands in the header.
   *
   * @return not scaled
   */
  int window();

  /**
   * What the segment is.
   *
   * @return its kind
   */
  SegmentKind kind();

  /**
   * Whether it carries bytes that come next or further on: neither sent again nor overtaken.
   *
   * @return false for a SYN or FIN without payload, for ACKs and for probes
   */
  default boolean isNewData() {
    return length() > 0 && kind().isNew();
  }

  /**
   * Why it was sent again.
   *
   * @return empty where it was not
   */
  Optional<RetransmissionCause> cause();

  /**
   * What decided that it was sent again, came late, or was copied.
   *
   * @return empty where nothing had to be decided: it carries what comes next, or an ACK
   */
  Optional<Evidence> evidence();

  /**
   * How sure it is that it is of its {@link #kind()}, by the {@link #evidence()}.
   *
   * @return {@link Confidence#CERTAIN} where nothing had to be decided
   */
  Confidence confidence();

  /**
   * Whether something else is to be said of it.
   *
   * @param finding what
   * @return true if it holds
   */
  boolean has(SegmentFinding finding);

  /**
   * What the endpoint that it reaches makes of it, as seen from where the capture stands: whether
   * it acknowledges, opens, closes or resets anything there (RFC 9293 section 3.10.7, RFC 5961, RFC
   * 7323 section 5). Among the segments of a whole that was seen at both ends, it is what was made
   * of it where it arrived.
   *
   * <p>Example: {@code assertThat(rst.acceptance()).isEqualTo(Acceptance.IGNORED)}.
   *
   * @return accepted, ignored or undecided
   */
  Acceptance acceptance();

  /**
   * Why it was not accepted, or may not have been.
   *
   * @return empty where it was accepted
   */
  Optional<AcceptanceReason> acceptanceReason();

  /**
   * What is known of its checksum.
   *
   * @return never null
   */
  ChecksumStatus checksum();

  /**
   * Whether it carries the timestamp option (RFC 7323 section 3).
   *
   * @return true if so
   */
  boolean hasTimestamps();

  /**
   * TSval: the sender's clock (RFC 7323 section 3.2). Counts only {@link #hasTimestamps() with the
   * option}.
   *
   * @return ticks, from 0 to 4294967295
   */
  long timestampValue();

  /**
   * TSecr: the TSval of the peer that the sender echoes (RFC 7323 section 3.2). Counts only {@link
   * #hasTimestamps() with the option} and with the ACK flag.
   *
   * @return ticks, from 0 to 4294967295
   */
  long timestampEcho();

  /**
   * The SACK blocks that it carries, of the peer's flow, in the order of the header; the first is a
   * duplicate's with {@link SegmentFinding#DUPLICATE_SACK}.
   *
   * @return at most four, mostly none
   */
  List<SackBlock> sackBlocks();

  /**
   * The IPv4 identification, which a sender gives to each packet anew.
   *
   * @return 16 bits; empty for IPv6, for text without it, and where it is 0, which says nothing
   *     (RFC 6864 section 4.1)
   */
  OptionalInt ipId();

  /**
   * The option of accurate ECN (RFC 9768), which counts the bytes that its sender received.
   *
   * @return empty where it carries none
   */
  Optional<AccurateEcn> accurateEcn();

  /**
   * What the ECN bits of its IP header say.
   *
   * @return empty for text without them
   */
  Optional<EcnCodepoint> ecn();
}
