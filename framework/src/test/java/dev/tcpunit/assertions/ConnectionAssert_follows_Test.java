package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertFails;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static dev.tcpunit.assertions.Uploads.CLOSED;
import static dev.tcpunit.assertions.Uploads.OPENED;
import static dev.tcpunit.assertions.Uploads.SENT;
import static dev.tcpunit.assertions.Uploads.UPLOAD;
import static dev.tcpunit.assertions.Uploads.connection;
import static dev.tcpunit.assertions.Uploads.dropping;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tcpunit.analysis.AnalysisOptions;
import dev.tcpunit.analysis.SegmentFeed;
import dev.tcpunit.analysis.TraceAnalyzer;
import dev.tcpunit.internal.notation.Scenario;
import dev.tcpunit.pattern.SegmentPattern;
import dev.tcpunit.pattern.SegmentPatternException;
import dev.tcpunit.trace.Completeness;
import dev.tcpunit.trace.Connection;
import org.junit.jupiter.api.Test;

/** What follows() says of written connections; on the kernel's own in PatternTrafficTest. */
class ConnectionAssert_follows_Test {
  private static final String CLEAN = "> S  < S.  > .  ( > data | < . )*  > F.  < F.  > .";

  @Test
  void should_hold_if_the_connection_is_what_the_pattern_describes() {
    assertThat(connection(UPLOAD)).follows(CLEAN).follows(SegmentPattern.of("... > F. ..."));
  }

  @Test
  void should_fail_if_the_kernel_sends_something_else() {
    Connection reset = Traffic.RESET_BY_LINGER_0.connection();

    assertThat(Traffic.HALF_CLOSE.connection())
        .follows("> S < S. > .  (> data | < .)*  > F.  < .?  < data+  (> . | < F.)*");
    assertViolated(() -> assertThat(reset).follows(CLEAN), "ConnectionAssert.follows");
  }

  @Test
  void should_fail_showing_how_far_it_got_and_what_came() {
    assertFails(
        () -> assertThat(connection(UPLOAD)).follows("> S  < S.  > .  > data{1448}+  < .  ..."),
        """
        Expecting connection
          127.0.0.1:35648 > 127.0.0.1:8081 (8 segments)
        to follow the pattern
        but only the first 3 of 8 segments fit:
          #2 0.000009 < [S.] 0 ack 1 win 43690
          #3 0.000016 > [.] ack 1 win 342
        * #4 0.000266 > [P.] 1:1487 ack 1 win 342 len 1486  <- does not fit
          #5 0.000270 < [.] ack 1487 win 3625
          #6 0.300000 > [F.] 1487 ack 1 win 342
        pattern:  > S  < S.  > .  > data{1448}+  < .  ...
                                  ^
        expected: > data{1448}
        capture:  scenario.txt, frame 4
        """);
  }

  @Test
  void should_fail_if_more_comes_than_the_pattern_describes() {
    assertFails(
        () -> assertThat(connection(UPLOAD)).follows("> S  < S.  > .  ( > data < . )*"),
        """
        Expecting connection
          127.0.0.1:35648 > 127.0.0.1:8081 (8 segments)
        to follow the pattern
        but only the first 5 of 8 segments fit:
          #4 0.000266 > [P.] 1:1487 ack 1 win 342 len 1486
          #5 0.000270 < [.] ack 1487 win 3625
        * #6 0.300000 > [F.] 1487 ack 1 win 342  <- does not fit
          #7 0.300100 < [F.] 1 ack 1488 win 3625
          #8 0.300200 > [.] ack 2 win 342
        pattern:  > S  < S.  > .  ( > data < . )*
                                    ^
        expected: > data  or the end
        capture:  scenario.txt, frame 6
        """);
  }

  @Test
  void should_fail_if_the_connection_ends_where_the_pattern_goes_on() {
    assertFails(
        () -> assertThat(connection(OPENED)).follows(CLEAN),
        """
        Expecting connection
          127.0.0.1:35648 > 127.0.0.1:8081 (3 segments)
        to follow the pattern
        but it ended after 3 segments, where the pattern goes on:
          #1 0.000000 > [S] 0 win 43690
          #2 0.000009 < [S.] 0 ack 1 win 43690
        * #3 0.000016 > [.] ack 1 win 342  <- the last segment
        pattern:  > S  < S.  > .  ( > data | < . )*  > F.  < F.  > .
                                                     ^
        expected: > data  or  < .  or  > F.
        capture:  scenario.txt, frame 3
        """);
  }

  @Test
  void should_fail_showing_where_what_follows_anything_broke_off() {
    assertFails(
        () -> assertThat(connection(UPLOAD)).follows("...  > data  < .  > F. within 40ms  ..."),
        """
        Expecting connection
          127.0.0.1:35648 > 127.0.0.1:8081 (8 segments)
        to follow the pattern
        but of 8 segments none took the pattern further than this:
          #4 0.000266 +0.250 ms > [P.] 1:1487 ack 1 win 342 len 1486
          #5 0.000270 +0.004 ms < [.] ack 1487 win 3625
        * #6 0.300000 +299.730 ms > [F.] 1487 ack 1 win 342  <- does not fit
          #7 0.300100 +0.100 ms < [F.] 1 ack 1488 win 3625
          #8 0.300200 +0.100 ms > [.] ack 2 win 342
        pattern:  ...  > data  < .  > F. within 40ms  ...
                                    ^
        expected: > F. within 40ms
        capture:  scenario.txt, frame 6
        """);
  }

  @Test
  void should_say_what_the_segment_is_that_does_not_fit() {
    assertThatThrownBy(
            () ->
                assertThat(
                        connection(
                            OPENED + SENT + "0.210000 > [P.] 1:1487 ack 1 win 342\n" + CLOSED))
                    .follows(CLEAN.replace("> data", "> data new")))
        .hasMessageContaining("<- does not fit: sent again");
  }

  @Test
  void should_not_tell_if_the_capture_is_incomplete() {
    assertFails(
        () -> assertThat(dropping(UPLOAD)).follows(CLEAN),
        """
        Expecting connection
          127.0.0.1:35648 > 127.0.0.1:8081 (8 segments, 3 dropped by capture)
        to follow the pattern
        but it cannot be told: the capture dropped 3 frames
        seen so far: all 8 segments fit
        capture:  scenario.txt
        """);
    assertThatThrownBy(() -> assertThat(dropping(UPLOAD)).follows("> S > F."))
        .hasMessageContaining("but it cannot be told: the capture dropped 3 frames")
        .hasMessageContaining("seen so far: only the first 1 of 8 segments fit:");
  }

  @Test
  void should_not_tell_if_no_segments_were_kept() {
    TraceAnalyzer analyzer = new TraceAnalyzer(AnalysisOptions.SUMMARY);
    Scenario.read(UPLOAD, SegmentFeed.into(analyzer));
    Connection summary =
        analyzer.trace("scenario.txt", Completeness.COMPLETE, 0).connections().get(0);

    assertFails(
        () -> assertThat(summary).follows(CLEAN),
        """
        Expecting connection
          127.0.0.1:35648 > 127.0.0.1:8081 (8 segments)
        to follow the pattern
        but it cannot be told: the analysis kept no segments: analyse with AnalysisOptions.SEGMENTS
        capture:  scenario.txt
        """);
  }

  @Test
  void should_tell_of_a_connection_older_than_the_capture_only_if_anything_may_come_first() {
    Connection middle = connection(SENT + "0.000270 < [.] ack 1487 win 3625\n" + CLOSED);

    assertThat(middle).follows("... > data < . > F. ...");
    assertThatThrownBy(() -> assertThat(middle).follows("> data < . > F. ..."))
        .hasMessageContaining("cannot be told: the connection is older than the capture");
  }

  @Test
  void should_not_tell_if_the_packets_do_not_say_what_was_sent_again() {
    Connection undecided =
        connection(
            """
            0.000000 > [S] 0 win 43690 <mss 1460>
            0.000009 < [S.] 0 ack 1 win 43690 <mss 1460>
            0.000016 > [.] ack 1 win 342
            0.000100 > [.] 1:1001 ack 1 win 342
            0.000110 > [.] 2001:3001 ack 1 win 342
            0.003000 > [.] 1001:2001 ack 1 win 342
            0.003100 < [.] ack 3001 win 342
            """);

    assertThat(undecided)
        .follows("> S < S. > . > data{3} < .".replace("data{3}", "data > data > data"));
    assertThatThrownBy(() -> assertThat(undecided).follows("(<> !retransmission)*"))
        .hasMessageContaining("the packets do not say whether #6 was sent again or overtaken");
  }

  @Test
  void should_refuse_a_text_that_is_no_pattern() {
    assertThatThrownBy(() -> assertThat(connection(UPLOAD)).follows("> SYN"))
        .isInstanceOf(SegmentPatternException.class);
  }
}
