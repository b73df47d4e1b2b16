package dev.tcpunit.internal.track;

import dev.tcpunit.net.ChecksumStatus;
import dev.tcpunit.net.EcnCodepoint;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.AcceptanceReason;
import dev.tcpunit.trace.AccurateEcn;
import dev.tcpunit.trace.Evidence;
import dev.tcpunit.trace.RetransmissionCause;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.SackBlock;
import dev.tcpunit.trace.SegmentFinding;
import dev.tcpunit.trace.SegmentKind;
import java.util.Arrays;
import java.util.List;

/**
 * The segments of one connection, packed into 32 bytes each and read through views; where a
 * connection has timestamps these take 8 more, and IPv4 identifications 2.
 *
 * <p>Classification appends rows while packets arrive and may later correct kind, cause and
 * findings of a row; a frozen copy is what the model holds. Not thread-safe.
 */
public final class SegmentColumns {
  /** A longer payload is not representable: larger than any that Linux hands out. */
  public static final int MAX_LENGTH = (1 << 20) - 1;

  private static final int WORDS = 4;
  private static final SegmentKind[] KINDS = SegmentKind.values();
  private static final RetransmissionCause[] CAUSES = RetransmissionCause.values();
  private static final ChecksumStatus[] CHECKSUMS = ChecksumStatus.values();
  private static final EcnCodepoint[] CODEPOINTS = EcnCodepoint.values();
  private static final Evidence[] EVIDENCE = Evidence.values();
  private static final int FRAME_SHIFT = 28;
  private static final long FRAME_MASK = (1L << 32) - 1;
  private static final int EVIDENCE_SHIFT = 60;
  private static final int SERVER_BIT = 1 << 9;
  private static final int CHECKSUM_SHIFT = 10;
  private static final int TIMESTAMPS_BIT = 1 << 12;
  private static final int ECN_SHIFT = 13;
  private static final int ECN_KNOWN_BIT = 1 << 15;

  private final long baseNanos;
  private final EvidenceColumns evidence;
  private long[] words;
  private int size;

  /**
   * Makes an empty table.
   *
   * @param baseNanos the time that rows are kept relative to, in nanoseconds since the epoch
   */
  public SegmentColumns(long baseNanos) {
    this(baseNanos, new EvidenceColumns(), new long[12 * WORDS], 0);
  }

  private SegmentColumns(long baseNanos, EvidenceColumns evidence, long[] words, int size) {
    this.baseNanos = baseNanos;
    this.evidence = evidence;
    this.words = words;
    this.size = size;
  }

  /** A copy as large as its content, which later changes to this table do not reach. */
  public SegmentColumns frozen() {
    return new SegmentColumns(
        baseNanos, evidence.frozen(size), Arrays.copyOf(words, size * WORDS), size);
  }

  /** How many rows there are. */
  public int size() {
    return size;
  }

  /**
   * Appends a row. Kind and findings are set afterwards.
   *
   * @param frame the frame's number in the trace, from 1 to 4294967295
   * @param timeNanos nanoseconds since the epoch
   * @param from who sent it
   * @param length payload bytes
   * @return the row's index
   */
  public int append(long frame, long timeNanos, Role from, int length) {
    if ((size + 1) * WORDS > words.length) {
      words = Arrays.copyOf(words, words.length + (words.length >> 1) + WORDS);
    }
    int at = size * WORDS;
    words[at] = timeNanos - baseNanos << 16;
    words[at + 1] = from == Role.SERVER ? SERVER_BIT : 0;
    words[at + 2] = 0;
    words[at + 3] = (frame & FRAME_MASK) << FRAME_SHIFT | (long) Math.min(length, MAX_LENGTH) << 8;
    return size++;
  }

  /**
   * Sets what the header says.
   *
   * @param seqOffset position of the first byte relative to the initial sequence number
   * @param ackOffset position acknowledged relative to the peer's initial sequence number
   * @param flags bits of {@link TcpFlags}
   * @param window the window field, not scaled
   */
  public void header(int row, long seqOffset, long ackOffset, int flags, int window) {
    int at = row * WORDS;
    words[at] = words[at] & ~0xFFFFL | window & 0xFFFF;
    words[at + 1] = seqOffset << 16 | words[at + 1] & 0xFE00 | flags & 0x1FF;
    words[at + 2] = ackOffset << 16 | words[at + 2] & 0xFFFF;
  }

  /** Sets what is known of the checksum. */
  public void checksum(int row, ChecksumStatus checksum) {
    int at = row * WORDS + 1;
    words[at] = words[at] & ~(3L << CHECKSUM_SHIFT) | (long) checksum.ordinal() << CHECKSUM_SHIFT;
  }

  /**
   * Sets the timestamp option (RFC 7323 section 3).
   *
   * @param value TSval
   * @param echo TSecr
   */
  public void timestamps(int row, int value, int echo) {
    words[row * WORDS + 1] |= TIMESTAMPS_BIT;
    evidence.timestamps(row, value, echo);
  }

  /**
   * Sets the IPv4 identification; not called for IPv6.
   *
   * @param id 16 bits, 0 for one that says nothing
   */
  public void ipId(int row, int id) {
    evidence.ipId(row, id);
  }

  /**
   * Sets the ECN bits of the IP header; not called where they are not known.
   *
   * @param codepoint two bits
   */
  public void ecn(int row, int codepoint) {
    words[row * WORDS + 1] |= ECN_KNOWN_BIT | (codepoint & 3) << ECN_SHIFT;
  }

  /**
   * Sets the counters of accurate ECN, for the latest row.
   *
   * @param counters as a decoded segment has them
   */
  public void accurateEcn(int row, int[] counters) {
    evidence.accurateEcn(row, counters);
  }

  /**
   * Adds a SACK block to the latest row.
   *
   * @param from the offset of its first byte in the peer's flow
   * @param to the offset after its last byte
   */
  public void sack(int row, long from, long to) {
    evidence.sack(row, from, to);
  }

  /**
   * Sets what the segment is.
   *
   * @param cause why it was sent again, or null where it was not
   */
  public void classify(int row, SegmentKind kind, RetransmissionCause cause) {
    int at = row * WORDS + 3;
    long bits = kind.ordinal() << 4 | (cause == null ? 0 : cause.ordinal() + 1);
    words[at] = words[at] & ~0xFFL | bits;
  }

  /**
   * Sets the evidence that decided what the segment is, or null where nothing had to be decided.
   */
  public void tell(int row, Evidence evidence) {
    int at = row * WORDS + 3;
    long bits = evidence == null ? 0 : evidence.ordinal() + 1;
    words[at] = words[at] & (1L << EVIDENCE_SHIFT) - 1 | bits << EVIDENCE_SHIFT;
  }

  /** Adds a finding. */
  public void find(int row, SegmentFinding finding) {
    words[row * WORDS + 2] |= 1L << finding.ordinal();
  }

  /**
   * Sets why the segment was not accepted, or may not have been; later segments may show more.
   *
   * @param reason the reason, or null where it was accepted
   */
  public void refuse(int row, AcceptanceReason reason) {
    evidence.refuse(row, reason);
  }

  /**
   * Marks the segments of one side that were refused for a reason as accepted, from a row on;
   * returns how many there were.
   */
  public int acceptAfterAll(AcceptanceReason reason, Role sender, int first) {
    int accepted = 0;
    for (int row = first; row < size; row++) {
      if (from(row) == sender && evidence.refusal(row) == reason) {
        evidence.refuse(row, null);
        accepted++;
      }
    }
    return accepted;
  }

  /**
   * Takes back a finding that later segments have refuted, from one side's segments that
   * acknowledge no more than an offset.
   */
  public void withdraw(SegmentFinding finding, Role sender, long ackOffset) {
    for (int row = 0; row < size; row++) {
      if (from(row) == sender && ackOffset(row) <= ackOffset) {
        words[row * WORDS + 2] &= ~(1L << finding.ordinal());
      }
    }
  }

  /** Takes back a finding of one row. */
  public void withdraw(SegmentFinding finding, int row) {
    words[row * WORDS + 2] &= ~(1L << finding.ordinal());
  }

  /** Makes every row of the client one of the server, and the other way round. */
  public void exchangeRoles() {
    for (int row = 0; row < size; row++) {
      words[row * WORDS + 1] ^= SERVER_BIT;
    }
  }

  public long timeNanos(int row) {
    return baseNanos + (words[row * WORDS] >> 16);
  }

  public int window(int row) {
    return (int) words[row * WORDS] & 0xFFFF;
  }

  public long seqOffset(int row) {
    return words[row * WORDS + 1] >> 16;
  }

  public int flags(int row) {
    return (int) words[row * WORDS + 1] & 0x1FF;
  }

  public Role from(int row) {
    return (words[row * WORDS + 1] & SERVER_BIT) == 0 ? Role.CLIENT : Role.SERVER;
  }

  public ChecksumStatus checksum(int row) {
    return CHECKSUMS[(int) (words[row * WORDS + 1] >> CHECKSUM_SHIFT) & 3];
  }

  public boolean hasTimestamps(int row) {
    return (words[row * WORDS + 1] & TIMESTAMPS_BIT) != 0;
  }

  public long timestampValue(int row) {
    return evidence.timestampValue(row);
  }

  public long timestampEcho(int row) {
    return evidence.timestampEcho(row);
  }

  public int ipId(int row) {
    return evidence.ipId(row);
  }

  public EcnCodepoint ecn(int row) {
    int bits = (int) words[row * WORDS + 1];
    return (bits & ECN_KNOWN_BIT) == 0 ? null : CODEPOINTS[bits >> ECN_SHIFT & 3];
  }

  public AcceptanceReason refusal(int row) {
    return evidence.refusal(row);
  }

  public List<SackBlock> sackBlocks(int row) {
    return evidence.sackBlocks(row);
  }

  /** Null where there is none. */
  public AccurateEcn accurateEcn(int row) {
    return evidence.accurateEcn(row);
  }

  public long ackOffset(int row) {
    return words[row * WORDS + 2] >> 16;
  }

  public boolean has(int row, SegmentFinding finding) {
    return (words[row * WORDS + 2] & 1L << finding.ordinal()) != 0;
  }

  public long frame(int row) {
    return words[row * WORDS + 3] >>> FRAME_SHIFT & FRAME_MASK;
  }

  public int length(int row) {
    return (int) (words[row * WORDS + 3] >> 8) & MAX_LENGTH;
  }

  public SegmentKind kind(int row) {
    return KINDS[(int) (words[row * WORDS + 3] >> 4) & 0xF];
  }

  public Evidence evidence(int row) {
    int bits = (int) (words[row * WORDS + 3] >>> EVIDENCE_SHIFT);
    return bits == 0 ? null : EVIDENCE[bits - 1];
  }

  public RetransmissionCause cause(int row) {
    int bits = (int) words[row * WORDS + 3] & 0xF;
    return bits == 0 ? null : CAUSES[bits - 1];
  }
}
