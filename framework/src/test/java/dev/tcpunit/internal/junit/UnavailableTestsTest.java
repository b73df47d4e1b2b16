package dev.tcpunit.internal.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.junit.WhenUnavailable;
import org.junit.jupiter.api.Test;

class UnavailableTestsTest {
  private static boolean skips(WhenUnavailable unavailable, String system) {
    return UnavailableTests.skips(unavailable, system);
  }

  @Test
  void should_skip_elsewhere_on_all_systems_but_Linux() {
    assertThat(skips(WhenUnavailable.SKIP_ELSEWHERE, "Mac OS X")).isTrue();
    assertThat(skips(WhenUnavailable.SKIP_ELSEWHERE, "Windows 11")).isTrue();
    assertThat(skips(WhenUnavailable.SKIP_ELSEWHERE, "FreeBSD")).isTrue();
    assertThat(skips(WhenUnavailable.SKIP_ELSEWHERE, "Linux")).isFalse();
  }

  @Test
  void should_skip_and_fail_everywhere_where_nothing_else_is_said() {
    assertThat(skips(WhenUnavailable.SKIP, "Linux")).isTrue();
    assertThat(skips(WhenUnavailable.SKIP, "Windows 11")).isTrue();
    assertThat(skips(WhenUnavailable.FAIL, "Windows 11")).isFalse();
  }
}
