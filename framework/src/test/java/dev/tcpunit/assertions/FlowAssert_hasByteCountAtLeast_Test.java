package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import org.junit.jupiter.api.Test;

class FlowAssert_hasByteCountAtLeast_Test {
  @Test
  void should_hold_if_it_sent_as_many_or_more() {
    assertThat(Traffic.UPLOAD.connection())
        .client(c -> c.hasByteCountAtLeast(1000).hasByteCountAtLeast(1))
        .server(s -> s.hasByteCountAtLeast(0));
  }

  @Test
  void should_hold_if_so_many_were_captured_whatever_was_dropped() {
    assertThat(Traffic.UPLOAD.recording().dropping(3).connection())
        .client(c -> c.hasByteCountAtLeast(1000));
  }

  @Test
  void should_fail_if_it_sent_fewer() {
    assertViolated(
        () -> assertThat(Traffic.UPLOAD.connection()).client(c -> c.hasByteCountAtLeast(1001)),
        "FlowAssert.hasByteCountAtLeast");
  }

  @Test
  void should_fail_if_only_repeats_make_it_as_many() {
    long bytes = LinkTraffic.payload().length;
    assertViolated(
        () ->
            assertThat(LinkTraffic.ONE_LOST.connection())
                .client(c -> c.hasByteCountAtLeast(bytes + 1)),
        "FlowAssert.hasByteCountAtLeast.repeats");
  }

  @Test
  void should_not_tell_if_frames_were_dropped() {
    assertCannotTell(
        () ->
            assertThat(Traffic.UPLOAD.recording().dropping(3).connection())
                .client(c -> c.hasByteCountAtLeast(1001)),
        "the capture dropped 3 frames");
  }

  @Test
  void should_not_tell_if_the_connection_is_older_than_the_capture() {
    assertCannotTell(
        () ->
            assertThat(Traffic.UPLOAD.recording().from(5).connection())
                .client(c -> c.hasByteCountAtLeast(1000)),
        "the SYN of this side was not captured");
  }
}
