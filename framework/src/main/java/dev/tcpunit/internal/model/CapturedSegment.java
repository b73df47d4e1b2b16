package dev.tcpunit.internal.model;

import dev.tcpunit.internal.track.SegmentColumns;
import dev.tcpunit.net.ChecksumStatus;
import dev.tcpunit.net.EcnCodepoint;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Acceptance;
import dev.tcpunit.trace.AcceptanceReason;
import dev.tcpunit.trace.AccurateEcn;
import dev.tcpunit.trace.Confidence;
import dev.tcpunit.trace.Evidence;
import dev.tcpunit.trace.RetransmissionCause;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.SackBlock;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentFinding;
import dev.tcpunit.trace.SegmentKind;
import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.RandomAccess;

/** A row of the columns, read as a segment. */
public final class CapturedSegment implements Segment {
  private final SegmentColumns table;
  private final int row;
  private final int index;
  private final CapturedSegment arrival;

  CapturedSegment(SegmentColumns table, int row, int index) {
    this(table, row, index, null);
  }

  private CapturedSegment(SegmentColumns table, int row, int index, CapturedSegment arrival) {
    this.table = table;
    this.row = row;
    this.index = index;
    this.arrival = arrival;
  }

  @Override
  public int index() {
    return index;
  }

  int row() {
    return row;
  }

  /** All rows, each made when it is asked for. */
  static List<Segment> all(SegmentColumns table) {
    return new Rows(table);
  }

  /** The rows of one frozen table. */
  private static final class Rows extends AbstractList<Segment> implements RandomAccess {
    private final SegmentColumns table;

    Rows(SegmentColumns table) {
      this.table = table;
    }

    @Override
    public Segment get(int index) {
      return new CapturedSegment(table, Objects.checkIndex(index, table.size()), index);
    }

    @Override
    public int size() {
      return table.size();
    }
  }

  /** The same one at another place. */
  CapturedSegment at(int place) {
    return new CapturedSegment(table, row, place, arrival);
  }

  /** The same one, accepted as it was where it arrived. */
  CapturedSegment receivedAs(CapturedSegment atReceiver) {
    return new CapturedSegment(table, row, index, atReceiver);
  }

  @Override
  public long frame() {
    return table.frame(row);
  }

  @Override
  public long timeNanos() {
    return table.timeNanos(row);
  }

  @Override
  public Role from() {
    return table.from(row);
  }

  @Override
  public long seq() {
    return table.seqOffset(row);
  }

  @Override
  public long end() {
    int flags = table.flags(row);
    return seq()
        + length()
        + ((flags & TcpFlags.SYN) != 0 ? 1 : 0)
        + ((flags & TcpFlags.FIN) != 0 ? 1 : 0);
  }

  @Override
  public int length() {
    return table.length(row);
  }

  @Override
  public long ack() {
    return table.ackOffset(row);
  }

  @Override
  public TcpFlags flags() {
    return new TcpFlags(table.flags(row));
  }

  @Override
  public boolean has(int mask) {
    return (table.flags(row) & mask) == mask;
  }

  @Override
  public int window() {
    return table.window(row);
  }

  @Override
  public SegmentKind kind() {
    return table.kind(row);
  }

  @Override
  public Optional<RetransmissionCause> cause() {
    return Optional.ofNullable(table.cause(row));
  }

  @Override
  public Optional<Evidence> evidence() {
    return Optional.ofNullable(table.evidence(row));
  }

  @Override
  public Confidence confidence() {
    return evidence().map(Evidence::confidence).orElse(Confidence.CERTAIN);
  }

  @Override
  public boolean has(SegmentFinding finding) {
    return table.has(row, finding);
  }

  @Override
  public Acceptance acceptance() {
    return acceptanceReason().map(AcceptanceReason::acceptance).orElse(Acceptance.ACCEPTED);
  }

  @Override
  public Optional<AcceptanceReason> acceptanceReason() {
    return arrival == null ? Optional.ofNullable(table.refusal(row)) : arrival.acceptanceReason();
  }

  @Override
  public ChecksumStatus checksum() {
    return table.checksum(row);
  }

  @Override
  public boolean hasTimestamps() {
    return table.hasTimestamps(row);
  }

  @Override
  public long timestampValue() {
    return table.timestampValue(row);
  }

  @Override
  public long timestampEcho() {
    return table.timestampEcho(row);
  }

  @Override
  public List<SackBlock> sackBlocks() {
    return table.sackBlocks(row);
  }

  @Override
  public OptionalInt ipId() {
    int id = table.ipId(row);
    return id == 0 ? OptionalInt.empty() : OptionalInt.of(id);
  }

  @Override
  public Optional<AccurateEcn> accurateEcn() {
    return Optional.ofNullable(table.accurateEcn(row));
  }

  @Override
  public Optional<EcnCodepoint> ecn() {
    return Optional.ofNullable(table.ecn(row));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CapturedSegment that && table == that.table && row == that.row;
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
