package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import org.junit.jupiter.api.Test;

class FlowAssert_hasByteCountAtMost_Test {
  @Test
  void should_hold_if_it_sent_as_many_or_fewer() {
    assertThat(Traffic.UPLOAD.connection())
        .client(c -> c.hasByteCountAtMost(1000).hasByteCountAtMost(1_000_000))
        .server(s -> s.hasByteCountAtMost(0));
  }

  @Test
  void should_not_count_what_was_sent_again() {
    long bytes = LinkTraffic.payload().length;
    assertThat(LinkTraffic.ONE_LOST.connection()).client(c -> c.hasByteCountAtMost(bytes));
  }

  @Test
  void should_fail_if_it_sent_more() {
    assertViolated(
        () -> assertThat(Traffic.UPLOAD.connection()).client(c -> c.hasByteCountAtMost(999)),
        "FlowAssert.hasByteCountAtMost");
  }

  @Test
  void should_fail_if_it_sent_more_whatever_was_dropped() {
    assertViolated(
        () ->
            assertThat(Traffic.UPLOAD.recording().dropping(3).connection())
                .client(c -> c.hasByteCountAtMost(10)),
        "FlowAssert.hasByteCountAtMost.dropped");
  }

  @Test
  void should_not_tell_if_frames_were_dropped() {
    assertCannotTell(
        () ->
            assertThat(Traffic.UPLOAD.recording().dropping(3).connection())
                .client(c -> c.hasByteCountAtMost(1000)),
        "the capture dropped 3 frames");
  }

  @Test
  void should_not_tell_if_the_connection_is_older_than_the_capture() {
    assertCannotTell(
        () ->
            assertThat(Traffic.UPLOAD.recording().from(4).connection())
                .client(c -> c.hasByteCountAtMost(1000)),
        "the SYN of this side was not captured");
  }
}
