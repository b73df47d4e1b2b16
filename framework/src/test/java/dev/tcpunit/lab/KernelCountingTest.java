package dev.tcpunit.lab;

import dev.tcpunit.Requires;
import dev.tcpunit.kernel.KernelCounters;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** Tests in a private network, where all that the kernel counts is the test's own doing. */
abstract class KernelCountingTest {
  private KernelCounters before;

  @BeforeAll
  static void needs_a_private_network() {
    Requires.sandbox();
  }

  @BeforeEach
  void count_from_here() {
    before = KernelCounters.now();
  }

  /** What the kernel has counted since the test began. */
  KernelCounters counted() {
    return KernelCounters.now().since(before);
  }
}
