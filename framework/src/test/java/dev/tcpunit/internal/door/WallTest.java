package dev.tcpunit.internal.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.Requires;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Real clients on one side of the wall, named here, and real servers on the other. */
@Timeout(300)
class WallTest {
  private static WalledPeer peer;

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException {
    Requires.sandbox();
    peer = new WalledPeer(folder);
    peer.awaitServerInside();
  }

  @AfterAll
  static void end() throws Exception {
    if (peer != null) {
      peer.end();
    }
  }

  @ParameterizedTest
  @EnumSource
  void should_carry_16_MB_both_ways_after_the_client_has_ended_its_own(WallSide side)
      throws Exception {
    assertThat(peer.client(side, "upload")).isEqualTo(DoorPeer.LARGE + " the same");
  }

  @ParameterizedTest
  @EnumSource
  void should_carry_50_connections_at_the_same_time(WallSide side) throws Exception {
    assertThat(peer.client(side, "parallel")).isEqualTo("50 of 50");
  }

  @ParameterizedTest
  @EnumSource
  void should_carry_the_end_of_one_direction_of_the_server(WallSide side) throws Exception {
    assertThat(peer.client(side, "half")).isEqualTo("bye, after its end: 1000");
  }

  @ParameterizedTest
  @EnumSource
  void should_carry_a_reset_of_the_client(WallSide side) throws Exception {
    assertThat(peer.client(side, "reset")).isEqualTo("Connection reset");
  }

  @ParameterizedTest
  @EnumSource
  void should_carry_a_reset_of_the_server(WallSide side) throws Exception {
    String result;
    try {
      result = peer.client(side, "s");
    } catch (IOException e) {
      result = e.toString();
    }
    assertThat(result).isEqualTo("java.net.SocketException: Connection reset");
  }

  @ParameterizedTest
  @EnumSource
  void should_hold_up_who_sends_where_nobody_reads(WallSide side) throws Exception {
    assertThat(peer.client(side, "stuck")).isEqualTo("stuck, then all");
  }

  @Test
  void should_know_hosts_outside_by_their_names() throws Exception {
    // upstream is no host outside either: the keeper says so.
    String answer = peer.fromInside("knock", "upstream");
    assertThat(answer).startsWith("Connection reset ");
    assertThat(peer.refusal(answer)).isEqualTo("unknown host");
  }
}
