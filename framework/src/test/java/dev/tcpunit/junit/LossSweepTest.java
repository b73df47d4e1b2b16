package dev.tcpunit.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.lab.Link;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.testkit.engine.EngineExecutionResults;

/** Sweeps: one run without a loss, then one for each packet that is lost. */
class LossSweepTest {
  private static final int BYTES = 10_000;
  private static final int SEGMENTS =
      7; // of 1448 bytes, an MTU of 1500 less headers and timestamps

  @TempDir Path directory;

  private static void upload(Link link) throws Exception {
    try (LinkUpload upload = new LinkUpload(link)) {
      upload.send(BYTES);
    }
  }

  static class OfData {
    @LossSweep
    void uploads(Link link) throws Exception {
      upload(link);
    }
  }

  @Test
  void should_drop_each_segment_of_the_upload_in_turn() {
    EngineExecutionResults results = new Kit(directory).run(OfData.class);

    assertThat(Kit.failures(results)).isEmpty();
    assertThat(Kit.succeeded(results))
        .hasSize(1 + SEGMENTS)
        .startsWith("without loss")
        .endsWith("drop client data 7 of 7")
        .contains("drop client data 1 of 7");
    assertThat(report(results))
        .containsPattern(
            """
            TcpUnit: loss sweep of dev.tcpunit.junit.LossSweepTest\\$OfData.uploads
              7 of 7 positions: 7 runs, 0 failed
              worst recovery: \\d+\\.\\d{3} ms after drop client data \\d of 7; median \\d+\\.\\d{3} ms
            """);
  }

  static class OfEachKind {
    @LossSweep({
      LossSweep.Kind.SYN,
      LossSweep.Kind.SYN_ACK,
      LossSweep.Kind.SERVER_DATA,
      LossSweep.Kind.FIN
    })
    @ImpairedLink(delay = "1ms")
    void uploads(Link link) throws Exception {
      upload(link);
    }
  }

  @Test
  void should_drop_packets_of_other_kinds() {
    EngineExecutionResults results = new Kit(directory).run(OfEachKind.class);

    assertThat(Kit.failures(results)).isEmpty();
    assertThat(Kit.succeeded(results))
        .contains("drop SYN 1 of 1", "drop SYN-ACK 1 of 1", "drop server data 1 of 1")
        .anyMatch(name -> name.startsWith("drop FIN 1 of"));
  }

  static class Bounded {
    @LossSweep(max = 3)
    void uploads(Link link) throws Exception {
      upload(link);
    }
  }

  @Test
  void should_spread_the_drops_evenly_if_there_are_more_than_allowed() {
    assertThat(Kit.succeeded(new Kit(directory).run(Bounded.class)))
        .containsExactly(
            "without loss",
            "drop client data 1 of 7",
            "drop client data 3 of 7",
            "drop client data 5 of 7");
  }

  @Test
  void should_drop_each_segment_in_exactly_one_shard() {
    List<String> all =
        IntStream.rangeClosed(1, 3)
            .mapToObj(
                shard ->
                    new Kit(directory).with("tcpunit.sweep.shard", shard + "/3").run(OfData.class))
            .flatMap(results -> Kit.succeeded(results).stream())
            .filter(name -> !name.equals("without loss"))
            .toList();

    assertThat(all)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.rangeClosed(1, SEGMENTS)
                .mapToObj(number -> "drop client data " + number + " of 7")
                .toList());
  }

  @Test
  void should_sweep_one_after_the_other_if_tests_run_in_parallel() {
    EngineExecutionResults results =
        new Kit(directory)
            .with("junit.jupiter.execution.parallel.enabled", "true")
            .with("junit.jupiter.execution.parallel.mode.default", "concurrent")
            .run(OfData.class);

    assertThat(Kit.failures(results)).isEmpty();
    assertThat(Kit.succeeded(results)).hasSize(1 + SEGMENTS);
  }

  static class OffTheLink {
    @LossSweep
    void sends_nothing(Link link) {
      assertThat(link.interfaceName()).isNotEmpty();
    }
  }

  @Test
  void should_fail_if_the_run_without_a_loss_sends_nothing_over_its_link() {
    assertThat(Kit.failures(new Kit(directory).run(OffTheLink.class)))
        .singleElement()
        .asString()
        .contains("sent none of what is to be dropped ([client data])");
  }

  static class Lossy {
    @LossSweep
    @ImpairedLink(loss = 0.1)
    void uploads(Link link) throws Exception {
      upload(link);
    }
  }

  @Test
  void should_refuse_a_link_that_loses_packets_by_itself() {
    assertThat(Kit.failures(new Kit(directory).run(Lossy.class)))
        .singleElement()
        .asString()
        .contains("loses nothing by itself");
  }

  private static String report(EngineExecutionResults results) {
    return results
        .allEvents()
        .reportingEntryPublished()
        .map(event -> event.getRequiredPayload(ReportEntry.class))
        .map(entry -> entry.getKeyValuePairs().get("tcpunit.sweep"))
        .filter(text -> text != null)
        .findFirst()
        .orElseThrow();
  }
}
