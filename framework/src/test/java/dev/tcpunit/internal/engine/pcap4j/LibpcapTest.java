package dev.tcpunit.internal.engine.pcap4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.capture.CaptureException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LibpcapTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "libpcap version 1.10.3 (with TPACKET_V3)",
        "libpcap version 1.11.0-PRE-GIT",
        "libpcap version 2.0.0",
        "Npcap version 1.79, based on libpcap version 1.10.4"
      })
  void should_take_a_library_whose_loop_can_be_ended(String version) {
    assertThat(Libpcap.tooOld(version, true)).isEmpty();
  }

  @Test
  void should_refuse_one_whose_loop_cannot_be_ended_on_linux() {
    String version = "libpcap version 1.9.1 (with TPACKET_V3)";

    assertThat(Libpcap.tooOld(version, true))
        .contains(
            new Libpcap.Unusable(
                Reason.NOT_SUPPORTED,
                "it is libpcap version 1.9.1 (with TPACKET_V3), whose captures cannot be ended"
                    + " while no packet comes",
                "Install libpcap 1.10 or later",
                null));
    assertThat(Libpcap.tooOld(version, false)).isEmpty();
  }
}
