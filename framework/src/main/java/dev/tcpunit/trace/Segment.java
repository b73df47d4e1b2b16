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
 */
public final class Segment {
  private final SegmentTable table;
  private final int row;
  private final int index;
  private final Segment arrival;

  Segment(SegmentTable table, int row, int index) {
    this(table, row, index, null);
  }

  private Segment(SegmentTable table, int row, int index, Segment arrival) {
    this.table = table;
    this.row = row;
    this.index = index;
    this.arrival = arrival;
  }

  /**
   * The place among the segments of the connection that it was asked for.
   *
   * @return from 0
   */
  public int index() {
    return index;
  }

  int row() {
    return row;
  }

  /** The same one at another place. */
  Segment at(int place) {
    return new Segment(table, row, place, arrival);
  }

  /** The same one, accepted as it was where it arrived. */
  Segment receivedAs(Segment atReceiver) {
    return new Segment(table, row, index, atReceiver);
  }

  /**
   * The frame's number in the trace, as Wireshark shows it.
   *
   * @return from 1
   */
  public long frame() {
    return table.frame(row);
  }

  /**
   * When it was captured.
   *
   * @return nanoseconds since the epoch
   */
  public long timeNanos() {
    return table.timeNanos(row);
  }

  /**
   * Who sent it.
   *
   * @return client or server
   */
  public Role from() {
    return table.from(row);
  }

  /**
   * Where it starts in its flow.
   *
   * @return the offset of its first byte, SYN or FIN
   */
  public long seq() {
    return table.seqOffset(row);
  }

  /**
   * Where it ends in its flow; SYN and FIN count one each (RFC 9293 section 3.4).
   *
   * @return the offset after its last byte, SYN or FIN
   */
  public long end() {
    int flags = table.flags(row);
    return seq()
        + length()
        + ((flags & TcpFlags.SYN) != 0 ? 1 : 0)
        + ((flags & TcpFlags.FIN) != 0 ? 1 : 0);
  }

  /**
   * How many payload bytes it carries.
   *
   * @return bytes on the wire, whether captured or not
   */
  public int length() {
    return table.length(row);
  }

  /**
   * Up to where it acknowledges the peer's flow. Counts only with the ACK flag.
   *
   * @return the offset of the next byte that is expected
   */
  public long ack() {
    return table.ackOffset(row);
  }

  /**
   * The control bits.
   *
   * @return the flags
   */
  public TcpFlags flags() {
    return new TcpFlags(table.flags(row));
  }

  /**
   * Whether all the given control bits are set.
   *
   * @param mask one or more constants of {@link TcpFlags}, joined by or
   * @return true if each is set
   */
  public boolean has(int mask) {
    return (table.flags(row) & mask) == mask;
  }

  /**
   * The window field as it stands in the header.
   *
   * @return not scaled
   */
  public int window() {
    return table.window(row);
  }

  /**
   * What the segment is.
   *
   * @return its kind
   */
  public SegmentKind kind() {
    return table.kind(row);
  }

  /**
   * Why it was sent again.
   *
   * @return empty where it was not
   */
  public Optional<RetransmissionCause> cause() {
    return Optional.ofNullable(table.cause(row));
  }

  /**
   * What decided that it was sent again, came late, or was copied.
   *
   * @return empty where nothing had to be decided: it carries what comes next, or an ACK
   */
  public Optional<Evidence> evidence() {
    return Optional.ofNullable(table.evidence(row));
  }

  /**
   * How sure it is that it is of its {@link #kind()}, by the {@link #evidence()}.
   *
   * @return {@link Confidence#CERTAIN} where nothing had to be decided
   */
  public Confidence confidence() {
    return evidence().map(Evidence::confidence).orElse(Confidence.CERTAIN);
  }

  /**
   * Whether something else is to be said of it.
   *
   * @param finding what
   * @return true if it holds
   */
  public boolean has(SegmentFinding finding) {
    return table.has(row, finding);
  }

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
  public Acceptance acceptance() {
    return acceptanceReason().map(AcceptanceReason::acceptance).orElse(Acceptance.ACCEPTED);
  }

  /**
   * Why it was not accepted, or may not have been.
   *
   * @return empty where it was accepted
   */
  public Optional<AcceptanceReason> acceptanceReason() {
    return arrival == null ? Optional.ofNullable(table.refusal(row)) : arrival.acceptanceReason();
  }

  /**
   * What is known of its checksum.
   *
   * @return never null
   */
  public ChecksumStatus checksum() {
    return table.checksum(row);
  }

  /**
   * Whether it carries the timestamp option (RFC 7323 section 3).
   *
   * @return true if so
   */
  public boolean hasTimestamps() {
    return table.hasTimestamps(row);
  }

  /**
   * TSval: the sender's clock (RFC 7323 section 3.2). Counts only {@link #hasTimestamps() with the
   * option}.
   *
   * @return ticks, from 0 to 4294967295
   */
  public long timestampValue() {
    return table.timestampValue(row);
  }

  /**
   * TSecr: the TSval of the peer that the sender echoes (RFC 7323 section 3.2). Counts only {@link
   * #hasTimestamps() with the option} and with the ACK flag.
   *
   * @return ticks, from 0 to 4294967295
   */
  public long timestampEcho() {
    return table.timestampEcho(row);
  }

  /**
   * The SACK blocks that it carries, of the peer's flow, in the order of the header; the first is a
   * duplicate's with {@link SegmentFinding#DUPLICATE_SACK}.
   *
   * @return at most four, mostly none
   */
  public List<SackBlock> sackBlocks() {
    return table.sackBlocks(row);
  }

  /**
   * The IPv4 identification, which a sender gives to each packet anew.
   *
   * @return 16 bits; empty for IPv6, for text without it, and where it is 0, which says nothing
   *     (RFC 6864 section 4.1)
   */
  public OptionalInt ipId() {
    int id = table.ipId(row);
    return id == 0 ? OptionalInt.empty() : OptionalInt.of(id);
  }

  /**
   * What the ECN bits of its IP header say.
   *
   * @return empty for text without them
   */
  public Optional<EcnCodepoint> ecn() {
    return Optional.ofNullable(table.ecn(row));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Segment that && table == that.table && row == that.row;
  }

  @Override
  public int hashCode() {
    return 31 * System.identityHashCode(table) + row;
  }

  /** The segment in short: {@code #11 CLIENT P. 152812:154298 ack 1 win 342 RETRANSMISSION}. */
  @Override
  public String toString() {
    return "#%d %s %s %d:%d ack %d win %d %s"
        .formatted(frame(), from(), flags(), seq(), end(), ack(), window(), kind());
  }
}
