package dev.tcpunit.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.FlowCount;
import dev.tcpunit.trace.Handshake;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.RoleEvidence;
import dev.tcpunit.trace.SegmentKind;
import dev.tcpunit.trace.Teardown;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The upload of an image over loopback as tcpdump printed it, without its last lines. */
class SeedTraceTest {
  private static final String UPLOAD = read();

  private static final String LAST_ACK =
      "15:38:07.698130 IP localhost.35648 > localhost.tproxy: Flags [.], ack 244, win 350, length"
          + " 0\n";

  @Test
  void should_count_the_bytes_of_the_upload_and_of_the_response_that_is_not_listed() {
    Connection connection = only(UPLOAD);

    Flow upload = connection.clientToServer();
    assertThat(upload.bytes()).isEqualTo(154297);
    assertThat(upload.acknowledgedBytes()).isEqualTo(154297);
    assertThat(upload.dataSegments()).isEqualTo(4);
    assertThat(upload.isFinAcknowledged()).isTrue();
    assertThat(upload.unacknowledgedSinceNanos()).isEmpty();
    Flow response = connection.serverToClient();
    assertThat(response.bytes()).isZero();
    assertThat(response.acknowledgedBytes()).isEqualTo(242);
    assertThat(response.count(FlowCount.MISSING_BYTES)).isEqualTo(242);
    assertThat(response.count(FlowCount.GAPS)).isEqualTo(1);
    assertThat(response.isFinAcknowledged()).isFalse();
    assertThat(response.unacknowledgedSinceNanos()).isPresent();
  }

  @Test
  void should_see_the_handshake_and_not_tell_the_close() {
    Connection connection = only(UPLOAD);

    assertThat(connection.roleEvidence()).isEqualTo(RoleEvidence.SYN);
    assertThat(connection.client().port()).isEqualTo(35648);
    assertThat(connection.handshake().state()).isEqualTo(Handshake.State.COMPLETED);
    assertThat(connection.handshake().rttNanos()).hasValue(16_000);
    assertThat(connection.teardown().state()).isEqualTo(Teardown.State.CANNOT_TELL);
    assertThat(connection.teardown().first()).hasValue(Role.CLIENT);
  }

  @Test
  void should_see_a_clean_close_once_the_last_ACK_is_there() {
    Connection connection = only(UPLOAD + LAST_ACK);

    assertThat(connection.teardown().state()).isEqualTo(Teardown.State.CLEAN);
    assertThat(connection.serverToClient().unacknowledgedSinceNanos()).isEmpty();
  }

  @Test
  void should_find_nothing_wrong_with_the_upload() {
    List<SegmentKind> kinds =
        only(UPLOAD).segments().stream()
            .filter(segment -> segment.from() == Role.CLIENT)
            .map(segment -> segment.kind())
            .distinct()
            .toList();

    assertThat(kinds).containsExactly(SegmentKind.NEW, SegmentKind.ACK);
    assertThat(only(UPLOAD).clientToServer().count(FlowCount.WINDOW_FULL)).isZero();
  }

  private static Connection only(String text) {
    List<Connection> connections = Traces.parseTcpdump(text).connections();
    assertThat(connections).hasSize(1);
    return connections.get(0);
  }

  private static String read() {
    try (InputStream in = SeedTraceTest.class.getResourceAsStream("image-upload.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
