package dev.tcpunit.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.internal.live.LoopbackExchange;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Verdict.Outcome;
import dev.tcpunit.internal.verdict.VerdictListeners;
import dev.tcpunit.trace.Trace;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.testkit.engine.EngineExecutionResults;

class VerdictReportTest {
  @TempDir Path directory;

  @CaptureTcp
  static class Judged {
    @Test
    void passes(TcpCapture capture) throws Exception {
      try (LoopbackExchange exchange = new LoopbackExchange()) {
        exchange.upload(new byte[1]);
        Trace trace = capture.trace();
        VerdictListeners.tell(
            new Verdict("isSeen", "the connection", Outcome.HOLDS, "1 byte", "", trace));
      }
    }
  }

  private static List<String> reported(EngineExecutionResults results) {
    return results
        .allEvents()
        .filter(event -> event.getPayload(ReportEntry.class).isPresent())
        .map(event -> event.getRequiredPayload(ReportEntry.class).getKeyValuePairs())
        .map(entry -> entry.get("tcpunit.verdicts"))
        .toList();
  }

  private String printed(String setting) {
    PrintStream before = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      var results = new Kit(directory).with("tcpunit.report", setting).run(Judged.class);
      assertThat(reported(results)).singleElement().asString().contains(" isSeen  1 byte\n");
    } finally {
      System.setOut(before);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void should_print_the_verdicts_of_all_tests_if_told_so() {
    assertThat(printed("all"))
        .startsWith("TcpUnit: dev.tcpunit.junit.VerdictReportTest.Judged.passes\n  ")
        .contains(" on lo, in a private network (")
        .endsWith(" isSeen  1 byte\n");
  }

  @Test
  void should_print_nothing_of_a_test_that_passes_where_failures_are_wanted() {
    assertThat(printed("failures")).isEmpty();
  }
}
