package dev.tcpunit.internal.rule;

import dev.tcpunit.net.ChecksumStatus;
import dev.tcpunit.trace.FlowCount;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentFinding;
import dev.tcpunit.trace.SegmentKind;
import java.util.function.Predicate;

/** What no segment should be or do, each with the assertion that forbids it. */
public enum SegmentFault {
  BAD_CHECKSUM(
      "hasNoBadChecksums",
      "have no bad checksums",
      "had a wrong TCP checksum",
      FlowCount.BAD_CHECKSUMS,
      segment -> segment.checksum() == ChecksumStatus.BAD,
      "RFC 9293 s3.1, MUST-2",
      "the sender computes the checksum, the receiver discards what does not match"),
  REORDERED(
      "hasNoReorderedSegments",
      "have no reordered segments",
      "arrived after segments sent later",
      FlowCount.REORDERED,
      segment -> segment.kind() == SegmentKind.REORDERED,
      "RFC 4737 s3",
      "a packet is reordered if packets sent after it arrived before it"),
  NETWORK_DUPLICATE(
      "hasNoNetworkDuplicates",
      "have no copies that the network made",
      "arrived a second time, sent once",
      FlowCount.NETWORK_DUPLICATES,
      segment -> segment.kind() == SegmentKind.NETWORK_DUPLICATE,
      "RFC 5560 s3",
      "a packet that is sent once arrives at most once"),
  ZERO_WINDOW(
      "hasNoZeroWindow",
      "announce no window of zero",
      "closed the window",
      FlowCount.ZERO_WINDOWS,
      segment -> segment.has(SegmentFinding.ZERO_WINDOW),
      "RFC 9293 s3.8.6",
      "a window of zero stops the peer until the application reads"),
  WINDOW_EXCEEDED(
      "respectsAdvertisedWindow",
      "respect the advertised window",
      "went beyond the window that the peer had advertised",
      FlowCount.WINDOW_EXCEEDED,
      segment -> segment.has(SegmentFinding.WINDOW_EXCEEDED),
      "RFC 9293 s3.8.6",
      "the sender sends no byte beyond SND.UNA + SND.WND"),
  WINDOW_SHRUNK(
      "neverShrinksWindow",
      "take back no window",
      "took back window that had been announced",
      FlowCount.WINDOW_SHRUNK,
      segment -> segment.has(SegmentFinding.WINDOW_SHRUNK),
      "RFC 9293 s3.8.6, SHLD-14",
      "a receiver should not move the right edge of its window to the left");

  private final String assertion;
  private final String expectation;
  private final String description;
  private final FlowCount count;
  private final Predicate<Segment> filter;
  private final String source;
  private final String words;

  SegmentFault(
      String assertion,
      String expectation,
      String description,
      FlowCount count,
      Predicate<Segment> filter,
      String source,
      String words) {
    this.assertion = assertion;
    this.expectation = expectation;
    this.description = description;
    this.count = count;
    this.filter = filter;
    this.source = source;
    this.words = words;
  }

  /** The name of the assertion that forbids it. */
  public String assertion() {
    return assertion;
  }

  /** Where a flow counts it. */
  public FlowCount count() {
    return count;
  }

  public boolean isIn(Segment segment) {
    return filter.test(segment);
  }

  public String source() {
    return source;
  }

  public String expectation() {
    return expectation;
  }

  public String description() {
    return description;
  }

  public String words() {
    return words;
  }
}
