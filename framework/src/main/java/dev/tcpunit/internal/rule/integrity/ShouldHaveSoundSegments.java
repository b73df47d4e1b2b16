package dev.tcpunit.internal.rule.integrity;

import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Segment;
import java.util.List;

/** Messages of {@code hasValidChecksums} and {@code hasNoMalformedSegments}. */
public final class ShouldHaveSoundSegments {
  public static final String CHECKSUM_SOURCE = "RFC 9293 s3.1, MUST-3";
  public static final String OPTIONS_SOURCE = "RFC 9293 s3.1, MUST-7";

  private final Connection connection;
  private final String expectation;
  private final String source;
  private final String words;

  private ShouldHaveSoundSegments(
      Connection connection, String expectation, String source, String words) {
    this.connection = connection;
    this.expectation = expectation;
    this.source = source;
    this.words = words;
  }

  public static ShouldHaveSoundSegments checksums(Connection connection) {
    return new ShouldHaveSoundSegments(
        connection,
        "have valid checksums",
        CHECKSUM_SOURCE,
        "the receiver checks the checksum of every segment");
  }

  public static ShouldHaveSoundSegments format(Connection connection) {
    return new ShouldHaveSoundSegments(
        connection,
        "have no malformed segments",
        OPTIONS_SOURCE,
        "every option but two has a length, which must lie within the header");
  }

  public Finding found(String what, List<Segment> segments) {
    return message()
        .but("%d of %s %s".formatted(segments.size(), all(), what))
        .offenders(connection, segments);
  }

  public Finding none(String what) {
    return message().but("each of " + all() + " " + what);
  }

  private Finding message() {
    return Finding.expecting(connection, expectation).rule(source, words);
  }

  private String all() {
    return Wording.count(connection.segmentCount(), "segment");
  }
}
