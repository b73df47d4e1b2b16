package dev.tcpunit.internal.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.Requires;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Doors that lead nowhere, and how they end. */
@Timeout(300)
class ShutDoorsTest {
  @TempDir Path folder;

  private WalledPeer peer;

  @BeforeEach
  void start() throws IOException {
    Requires.sandbox();
    peer = new WalledPeer(folder);
  }

  @AfterEach
  void end() throws Exception {
    if (peer != null) {
      peer.end();
    }
  }

  @Test
  void should_reset_where_nobody_listens_outside_and_say_why() throws Exception {
    peer.outside.close();
    String answer = peer.fromInside("knock", "localhost");
    assertThat(answer).startsWith("Connection reset ");
    assertThat(peer.refusal(answer)).isEqualTo("Connection refused");
  }

  @ParameterizedTest
  @EnumSource
  void should_reset_what_is_open_where_a_keeper_is_killed_and_end(WallSide keeper)
      throws Exception {
    peer.awaitServerInside();
    String name = keeper.name().toLowerCase(Locale.ROOT);
    ProcessHandle killed =
        peer.keepers().stream()
            .filter(process -> process.info().commandLine().orElse("").contains(" " + name + " "))
            .findFirst()
            .orElseThrow();
    ProcessHandle other =
        peer.keepers().stream()
            .filter(process -> !process.equals(killed))
            .findFirst()
            .orElseThrow();
    // An answer that does not come: the server waits for a result.
    peer.order("q", "localhost");
    peer.awaitAsked();
    killed.destroyForcibly();
    assertThat(peer.answer()).isEqualTo("java.net.SocketException: Connection reset");
    awaitEnd(other);
    assertThat(peer.isAlive()).isTrue();
    String knock;
    do {
      // Its sockets are closed after its main thread is: what waits is reset, what was accepted
      // ends.
      knock = peer.fromInside("knock", "localhost");
    } while (knock.startsWith("Connection reset") || knock.equals("read -1"));
    assertThat(knock).isEqualTo("java.net.ConnectException: Connection refused");
    assertThat(peer.folders()).isEmpty();
  }

  @Test
  void should_leave_no_folder_where_a_signal_ends_both_keepers() throws Exception {
    peer.awaitServerInside();
    List<ProcessHandle> both = peer.keepers();
    assertThat(both).hasSize(2);
    assertThat(peer.folders()).isNotEmpty();

    both.forEach(ProcessHandle::destroy);

    for (ProcessHandle keeper : both) {
      awaitEnd(keeper);
    }
    assertThat(peer.folders()).isEmpty();
  }

  /** The JVM, whose child it is, does not know of it: so it stays as a zombie until that ends. */
  private static void awaitEnd(ProcessHandle process) throws IOException {
    Path stat = Path.of("/proc", "" + process.pid(), "stat");
    while (!Files.readString(stat).contains(") Z ")) {
      Thread.yield();
    }
  }

  @Test
  void should_say_where_a_port_outside_is_taken() throws Exception {
    int port = peer.outside.getLocalPort();
    Process refused = WalledPeer.process(folder, new Doors("", "" + port), 0).start();
    refused.getOutputStream().close();
    String errors = new String(refused.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(refused.waitFor()).isEqualTo(1);
    assertThat(errors)
        .isEqualTo(
            "TcpUnit: no door to the private network: cannot listen at %d: Address already in use"
                    .formatted(port)
                + System.lineSeparator());
  }
}
