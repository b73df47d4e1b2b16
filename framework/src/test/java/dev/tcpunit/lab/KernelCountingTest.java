package dev.tcpunit.lab;

import dev.tcpunit.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** Tests in a private network, where all that the kernel counts is the test's own doing. */
abstract class KernelCountingTest {
  /**
   * Where it is 1, the ACK of a FIN that comes while its receiver closes may be put off until there
   * is no socket left to send it, and the FIN is sent again after 200 ms.
   */
  private static final Path PUT_OFF = Path.of("/proc/sys/net/ipv4/tcp_backlog_ack_defer");

  private KernelCounters before;
  private String putOff;

  @BeforeAll
  static void needs_a_private_network() {
    Requires.sandbox();
  }

  @BeforeEach
  void put_off_no_ack() throws IOException {
    putOff = String.join("", Files.readAllLines(PUT_OFF));
    Files.writeString(PUT_OFF, "0");
    before = KernelCounters.now();
  }

  @AfterEach
  void put_off_acks_as_before() throws IOException {
    Files.writeString(PUT_OFF, putOff);
  }

  /** What the kernel has counted since the test began. */
  KernelCounters counted() {
    return KernelCounters.now().since(before);
  }
}
