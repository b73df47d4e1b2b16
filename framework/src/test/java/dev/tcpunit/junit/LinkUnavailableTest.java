package dev.tcpunit.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.Requires;
import dev.tcpunit.internal.engine.Capabilities;
import dev.tcpunit.lab.Link;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.EngineExecutionResults;

/** A link without the right to make one. */
class LinkUnavailableTest {
  private static final String TEXT =
      "there is no link for dev.tcpunit.junit.LinkUnavailableTest.OnLink.never_runs: ";

  @TempDir Path directory;

  @BeforeAll
  static void needs_capabilities_to_lose() {
    Requires.sandbox();
  }

  @ImpairedLink(delay = "1ms")
  static class OnLink {
    static boolean ran;

    @Test
    void never_runs(Link link) {
      ran = link != null;
    }
  }

  private static EngineExecutionResults runWithoutCapabilities(Kit kit) throws Exception {
    return Capabilities.without(() -> kit.run(OnLink.class));
  }

  static class EachAsItSays {
    @Test
    @ImpairedLink(whenUnavailable = WhenUnavailable.SKIP)
    void is_skipped() {}

    @Test
    void is_skipped_for_its_parameter(
        @ImpairedLink(whenUnavailable = WhenUnavailable.SKIP) Link link) {}

    @LossSweep(whenUnavailable = WhenUnavailable.SKIP)
    void is_skipped_with_its_sweep(Link link) {}

    @Test
    @CaptureTcp(whenUnavailable = WhenUnavailable.SKIP)
    @ImpairedLink
    void is_skipped_with_its_capture() {}

    @Test
    @CaptureTcp(whenUnavailable = WhenUnavailable.SKIP)
    @ImpairedLink(whenUnavailable = WhenUnavailable.FAIL)
    void fails() {}
  }

  @Test
  void should_skip_or_fail_as_the_annotations_say() throws Exception {
    var results = Capabilities.without(() -> new Kit(directory).run(EachAsItSays.class));

    assertThat(results.testEvents().aborted().count()).isEqualTo(4);
    assertThat(Kit.failures(results)).singleElement().asString().contains("EachAsItSays.fails: ");
  }

  @Test
  void should_fail_a_test_that_gets_no_link_and_say_what_it_needs() throws Exception {
    var results = runWithoutCapabilities(new Kit(directory));

    assertThat(Kit.failures(results))
        .singleElement()
        .asString()
        .startsWith(TEXT)
        .contains("CAP_NET_ADMIN")
        .endsWith("\n(tcpunit.unavailable=skip skips such tests instead)");
    assertThat(OnLink.ran).isFalse();
  }

  @Test
  void should_skip_a_test_that_gets_no_link_if_told_so() throws Exception {
    var results = runWithoutCapabilities(new Kit(directory).with("tcpunit.unavailable", "skip"));

    assertThat(results.testEvents().aborted().count()).isEqualTo(1);
    assertThat(Kit.failures(results)).isEmpty();
    assertThat(OnLink.ran).isFalse();
  }
}
