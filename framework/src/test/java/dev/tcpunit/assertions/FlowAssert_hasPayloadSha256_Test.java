package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FlowAssert_hasPayloadSha256_Test {
  private static final String SHA256 =
      "5916f62edfb95bcdf13ee3cdc493eb1ddc3fb43521feac0fd0eb734f48979c19";

  @Test
  void should_hold_if_the_bytes_are_those() {
    assertThat(LinkTraffic.UPLOAD.connection()).client(c -> c.hasPayloadSha256(SHA256));
  }

  @Test
  void should_fail_if_a_byte_was_altered_on_the_way() {
    assertViolated(
        () ->
            assertThat(LinkTraffic.ALTERED.connection().atServer())
                .client(c -> c.hasPayloadSha256(SHA256)),
        "FlowAssert.hasPayloadSha256");
  }

  @Test
  void should_not_tell_if_the_payload_was_not_captured() {
    assertCannotTell(
        () ->
            assertThat(LinkTraffic.UPLOAD.recording().cutTo(94).connection())
                .client(c -> c.hasPayloadSha256(SHA256)),
        "the payload was not captured whole: say @CaptureTcp(payload = Payload.FULL), or capture"
            + " without a snap length");
  }

  @Test
  void should_refuse_what_is_no_digest() {
    assertThatThrownBy(
            () -> assertThat(LinkTraffic.UPLOAD.connection()).client(c -> c.hasPayloadSha256("12")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a SHA-256 has 64 hexadecimal digits, but this is \"12\"");
  }
}
