package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Role;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FlowAssert_acknowledgesWithin_Test {
  @Test
  void should_hold_if_each_ACK_comes_in_time() {
    assertThat(LinkTraffic.UPLOAD.connection().atServer())
        .server(s -> s.acknowledgesWithin(Duration.ofMillis(499)));
  }

  @Test
  void should_fail_if_an_ACK_takes_longer() {
    assertViolated(
        () -> assertThat(heldBack()).server(s -> s.acknowledgesWithin(Duration.ofMillis(499))),
        "FlowAssert.acknowledgesWithin");
  }

  @Test
  void should_not_tell_if_the_way_is_in_the_delay() {
    assertCannotTell(
        () ->
            assertThat(LinkTraffic.UPLOAD.connection().atClient())
                .server(s -> s.acknowledgesWithin(Duration.ofMillis(1))),
        "the capture does not stand beside the server, and the way there and back is in it");
  }

  /** A server that holds the ACK of the only segment back for 700 ms, and all that comes after. */
  private static Connection heldBack() {
    Recording recording = Traffic.UPLOAD.recording();
    long frame =
        recording.connection().segments().stream()
            .filter(segment -> segment.from() == Role.SERVER && segment.ack() == 1001)
            .findFirst()
            .orElseThrow()
            .frame();
    return Patches.late(recording, (int) frame, Duration.ofMillis(700)).connection();
  }

  @Test
  void should_not_tell_if_there_is_nothing_to_acknowledge() {
    assertCannotTell(
        () ->
            assertThat(LinkTraffic.UPLOAD.connection())
                .client(c -> c.acknowledgesWithin(Duration.ofMillis(1))),
        "the peer sent no data, so there is nothing to acknowledge");
  }
}
