package dev.tcpunit.maven;

import static org.assertj.core.api.BDDAssertions.then;
import static org.assertj.core.api.BDDAssertions.thenThrownBy;

import dev.tcpunit.baseline.BaselineMode;
import dev.tcpunit.maven.CheckResults.Result;
import dev.tcpunit.rule.RuleVerdict.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureBaselinesTest {
  private static final String TO_80 = connection(0, 40_000, 80);
  private static final String TO_443 = connection(1, 40_001, 443);

  @TempDir Path folder;
  private Path capture;

  @BeforeEach
  void capture_one_connection() throws Exception {
    capture = Files.writeString(folder.resolve("upload.txt"), TO_80);
  }

  private static String connection(int second, int client, int server) {
    return """
    %1$d.000000 IP 10.0.0.1.%2$d > 10.0.0.2.%3$d: Flags [S], seq 100, win 64240, length 0
    %1$d.000100 IP 10.0.0.2.%3$d > 10.0.0.1.%2$d: Flags [S.], seq 500, ack 101, win 64240, length 0
    %1$d.000200 IP 10.0.0.1.%2$d > 10.0.0.2.%3$d: Flags [.], ack 501, win 64240, length 0
    """
        .formatted(second, client, server);
  }

  private CaptureBaselines baselines(BaselineMode mode, String... names) {
    return new CaptureBaselines(
        List.of(names), folder.resolve("committed"), folder.resolve("output"), mode);
  }

  private Result judge(BaselineMode mode, Integer... ports) throws Exception {
    CheckResults results =
        new CaptureCheck(List.of(), Set.of(ports), baselines(mode, "upload.txt"))
            .judge(List.of(capture));
    then(results.results()).hasSize(1);
    return results.results().get(0);
  }

  private Path file(String of, String ending) {
    return folder.resolve(of).resolve("captures").resolve("upload.txt.tcp" + ending);
  }

  @Test
  void should_fail_where_there_is_no_baseline_and_leave_what_was_seen_to_be_accepted()
      throws Exception {
    Result result = judge(BaselineMode.NONE);

    then(result.outcome()).isEqualTo(Outcome.VIOLATED);
    then(result.rule()).isEqualTo("matchesBaseline");
    then(result.message()).contains("there is none, and none is written here");
    then(file("output", ".new")).content().contains("connections = 1\n", "kernel : ");
    then(file("committed", "")).doesNotExist();
  }

  @Test
  void should_hold_for_a_capture_that_is_as_its_baseline() throws Exception {
    then(judge(BaselineMode.UPDATE).summary()).contains("accepted: ");

    then(judge(BaselineMode.AUTO).outcome()).isEqualTo(Outcome.HOLDS);
    then(judge(BaselineMode.AUTO).summary()).isEqualTo("as recorded, 1 run");
  }

  @Test
  void should_fail_for_another_connection_and_say_how_to_accept_it() throws Exception {
    judge(BaselineMode.UPDATE);
    Files.writeString(capture, TO_80 + TO_443);

    Result result = judge(BaselineMode.AUTO);

    then(result.outcome()).isEqualTo(Outcome.VIOLATED);
    then(result.message())
        .contains("connections: 1 -> 2")
        .contains("mvn tcpunit:baseline -Daccept=upload.txt");
    then(file("output", ".new")).content().contains("connections = 2\n");
    then(file("committed", "")).content().contains("connections = 1\n");
  }

  @Test
  void should_compare_only_connections_to_the_ports_that_are_named() throws Exception {
    judge(BaselineMode.UPDATE);
    Files.writeString(capture, TO_80 + TO_443);

    then(judge(BaselineMode.AUTO, 80).outcome()).isEqualTo(Outcome.HOLDS);
    then(judge(BaselineMode.AUTO, 25).outcome()).isEqualTo(Outcome.CANNOT_TELL);
  }

  @Test
  void should_complain_of_a_name_that_is_that_of_no_capture_or_of_several() {
    List<Path> captures =
        List.of(Path.of("a", "load.pcapng"), Path.of("b", "load.pcapng"), Path.of("one.pcapng"));

    then(baselines(BaselineMode.AUTO, "one", "one.pcapng").complaint(captures)).isEmpty();
    then(baselines(BaselineMode.AUTO, "two").complaint(captures))
        .hasValueSatisfying(
            text -> then(text).startsWith("tcpunit.baselines: \"two\" is the name of no capture"));
    then(baselines(BaselineMode.AUTO, "load").complaint(captures))
        .hasValueSatisfying(text -> then(text).contains("of several captures"));
  }

  @Test
  void should_know_the_modes_and_refuse_others() throws Exception {
    then(CaptureBaselines.mode("ratchet")).isEqualTo(BaselineMode.RATCHET);
    then(CaptureBaselines.mode(" none ")).isEqualTo(BaselineMode.NONE);
    then(CaptureBaselines.mode(" ")).isEqualTo(BaselineMode.AUTO);
    then(CaptureBaselines.mode(null)).isEqualTo(BaselineMode.AUTO);
    thenThrownBy(() -> CaptureBaselines.mode("updat"))
        .isInstanceOf(MojoFailureException.class)
        .hasMessage("tcpunit.baseline is 'updat', but must be auto, none, ratchet or update");
  }
}
