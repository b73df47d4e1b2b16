package dev.tcpunit.maven;

import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.BDDAssertions.then;

import dev.tcpunit.internal.doctor.Diagnosis;
import dev.tcpunit.internal.doctor.Machine;
import dev.tcpunit.internal.doctor.Trial;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.junit.jupiter.api.Test;

class NoSandboxTest {
  private final List<String> warnings = new ArrayList<>();

  @Test
  void should_go_on_with_a_warning_where_the_host_can_be_captured() throws Exception {
    report(SandboxPolicy.AUTO, true);
    then(warnings)
        .singleElement()
        .asString()
        .startsWith("There is no way to a private network: tests run in the host's,")
        .contains("Tests can be captured here, but only in the host's network.");
  }

  @Test
  void should_fail_where_the_host_cannot_be_captured_either() {
    then(catchThrowable(() -> report(SandboxPolicy.AUTO, false)))
        .isInstanceOf(MojoFailureException.class)
        .hasMessageStartingWith("There is no way to a private network for the tests.\n")
        .hasMessageContaining("Tests cannot be captured here.");
    then(warnings).isEmpty();
  }

  @Test
  void should_fail_where_a_private_network_is_required() {
    then(catchThrowable(() -> report(SandboxPolicy.REQUIRED, true)))
        .isInstanceOf(MojoFailureException.class)
        .hasMessageStartingWith(
            "There is no way to a private network for the tests, and tcpunit.sandbox is"
                + " required.\n");
    then(warnings).isEmpty();
  }

  @Test
  void should_go_on_with_a_warning_where_tests_are_to_be_skipped() throws Exception {
    report(SandboxPolicy.AUTO, false, true);
    then(warnings)
        .singleElement()
        .asString()
        .startsWith("There is no way to capture here: tests that need it are skipped")
        .contains("Tests cannot be captured here.");
  }

  @Test
  void should_fail_where_a_private_network_is_required_though_tests_may_be_skipped() {
    then(catchThrowable(() -> report(SandboxPolicy.REQUIRED, false, true)))
        .isInstanceOf(MojoFailureException.class);
  }

  @Test
  void should_say_that_nothing_is_private_where_the_settings_leave_all_tests_outside()
      throws Exception {
    String text =
        "No test runs in a private network: tcpunit.sandbox.scope=tests leaves the JVM of the tests"
            + " in the host's, and tcpunit.fork=never its annotated tests too";

    new NoSandbox(new WarningLog(), SandboxPolicy.AUTO, true).reportUnforked();
    then(warnings).containsExactly(text + ".");

    var required = new NoSandbox(new WarningLog(), SandboxPolicy.REQUIRED, true);
    then(catchThrowable(required::reportUnforked))
        .isInstanceOf(MojoFailureException.class)
        .hasMessage(text + ", and tcpunit.sandbox is required.");
  }

  private void report(SandboxPolicy policy, boolean worksOnHost) throws MojoFailureException {
    report(policy, worksOnHost, false);
  }

  private void report(SandboxPolicy policy, boolean worksOnHost, boolean skips)
      throws MojoFailureException {
    Machine machine =
        new Machine("Linux 6.8.0", "17", "ci", List.of(), "", false, false, false, 0, false, "");
    Trial refused = new Trial("user-namespace", false, "unshare: unshare failed", "");
    Trial engine = new Trial("afpacket", worksOnHost, "", "");
    var diagnosis = new Diagnosis(machine, List.of(refused), List.of(), "", List.of(engine));
    new NoSandbox(new WarningLog(), policy, skips).report(diagnosis);
  }

  private final class WarningLog extends SystemStreamLog {
    @Override
    public void warn(CharSequence text) {
      warnings.add(text.toString());
    }
  }
}
