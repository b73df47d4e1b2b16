package dev.tcpunit.internal.doctor;

import static org.assertj.core.api.BDDAssertions.then;

import dev.tcpunit.Requires;
import dev.tcpunit.internal.sandbox.Strategy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
  @TempDir Path temporaryFiles;

  @Test
  void should_try_each_strategy_and_each_engine_and_leave_no_file_behind() throws Exception {
    Requires.sandbox();
    Diagnosis diagnosis = new Doctor(temporaryFiles).examine();
    then(diagnosis.strategies())
        .extracting(Trial::name)
        .containsExactlyElementsOf(Arrays.stream(Strategy.values()).map(Strategy::label).toList());
    then(diagnosis.enginesInSandbox()).contains(Trial.works("afpacket"));
    then(diagnosis.network())
        .matches("lo (not )?steered.*, congestion control [a-z]+.*")
        .doesNotContain("\n");
    then(diagnosis.enginesOnHost())
        .extracting(Trial::name)
        .containsExactlyElementsOf(diagnosis.enginesInSandbox().stream().map(Trial::name).toList());
    then(temporaryFiles).isEmptyDirectory();
  }

  @Test
  void should_say_what_helps_where_namespaces_are_refused() throws Exception {
    Requires.sandbox();
    // GIVEN a user without capabilities, in a user namespace that allows no other within it
    String refusing =
        "echo 0 >/proc/sys/user/max_user_namespaces;"
            + " exec setpriv --bounding-set=-all --inh-caps=-all --no-new-privs \"$@\"";
    Process process =
        new ProcessBuilder(
                "unshare",
                "-U",
                "-r",
                "sh",
                "-c",
                refusing,
                "sh",
                System.getProperty("java.home") + "/bin/java",
                "-cp",
                System.getProperty("java.class.path"),
                PrintDiagnosis.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    then(process.waitFor()).isZero();
    then(text)
        .contains(
            "user.max_user_namespaces is 0\n",
            "  no   privileged             unshare: unshare failed: Operation not permitted\n",
            "  no   user-namespace         unshare: unshare failed: No space left on device\n",
            "  not tried, there is none\n",
            "  no   afpacket               ")
        .contains(
            """
            Tests cannot be captured here.
            What helps, any one of these:
            """)
        .contains("  - allow user namespaces: sudo sysctl -w user.max_user_namespaces=15000\n");
  }

  @Test
  void should_say_that_pcap4j_needs_java_sql_where_the_image_lacks_it() throws Exception {
    Process process =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "--limit-modules=java.base,java.logging",
                "-cp",
                System.getProperty("java.class.path"),
                PrintDiagnosis.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    then(process.waitFor()).isZero();
    then(text)
        .contains(
            "pcap4j                 this Java run-time image has no module java.sql,"
                + " which pcap4j needs\n");
  }
}
