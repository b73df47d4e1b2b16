package dev.tcpunit.internal.track;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FlowStateTest {
  @Test
  void should_end_behind_its_fin_however_odd_its_ip_identifications_are() {
    for (int odd : new int[] {0, 1, 63, 64, 127}) {
      FlowState flow = new FlowState();
      flow.end = 101;
      flow.finNumber = 101;
      flow.set(FlowState.FIN_SEEN | FlowState.SYN_SEEN);

      flow.ipIdOdd(odd);

      assertThat(flow.next()).as("next offset with %d", odd).isEqualTo(102);
      assertThat(flow.ipIdOdd()).isEqualTo(odd);
      assertThat(flow.is(FlowState.FIN_SEEN)).isTrue();
    }
  }
}
