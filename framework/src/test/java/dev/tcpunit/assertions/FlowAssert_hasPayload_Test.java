package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlowAssert_hasPayload_Test {
  @TempDir Path directory;

  private static byte[] other() {
    byte[] other = LinkTraffic.payload();
    other[5_000]++;
    return other;
  }

  @Test
  void should_hold_if_the_bytes_are_those() throws IOException {
    Path file = Files.write(directory.resolve("photo.jpg"), LinkTraffic.payload());

    assertThat(LinkTraffic.ONE_LOST.connection())
        .client(c -> c.hasPayload(LinkTraffic.payload()).hasPayload(file))
        .server(s -> s.hasPayload(new byte[0]));
    assertThat(LinkTraffic.ONE_LOST.connection().atServer())
        .client(c -> c.hasPayload(LinkTraffic.payload()));
  }

  @Test
  void should_fail_if_the_bytes_are_others() {
    assertViolated(
        () -> assertThat(LinkTraffic.UPLOAD.connection()).client(c -> c.hasPayload(other())),
        "FlowAssert.hasPayload");
  }

  @Test
  void should_fail_if_there_is_another_number_of_bytes() {
    assertViolated(
        () ->
            assertThat(LinkTraffic.UPLOAD.connection()).client(c -> c.hasPayload(new byte[14_481])),
        "FlowAssert.hasPayload.length");
  }

  @Test
  void should_not_tell_if_the_payload_was_not_captured() {
    assertCannotTell(
        () ->
            assertThat(LinkTraffic.UPLOAD.recording().cutTo(94).connection())
                .client(c -> c.hasPayload(LinkTraffic.payload())),
        "the payload was not captured whole: say @CaptureTcp(payload = Payload.FULL)");
  }
}
