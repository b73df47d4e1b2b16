package dev.tcpunit.internal.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.HostileTexts;
import dev.tcpunit.internal.notation.Printable;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Verdict.Outcome;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TestReportTest {
  private static final String CONNECTION = "127.0.0.1:35648 > 127.0.0.1:8081";
  private static final List<Verdict> VERDICTS =
      List.of(
          verdict("hasCompletedHandshake", Outcome.HOLDS, "SYN, SYN-ACK, ACK in 0.016 ms"),
          verdict(
              "hasNoRetransmissions",
              Outcome.VIOLATED,
              "1 of 5 client data segments carried bytes already sent: 1486 of 154297 payload"
                  + " bytes"),
          verdict("hasCleanFin", Outcome.CANNOT_TELL, "the last ACK was not captured"));

  private static Verdict verdict(String rule, Outcome outcome, String summary) {
    return new Verdict(rule, CONNECTION, outcome, summary, "", null);
  }

  private static String text(boolean signs, Optional<Path> capture) {
    TestName name = new TestName("com.example.ImageUploadTest", "uploads_the_image");
    return new TestReport(
            name, "afpacket on lo, in a private network (root)", VERDICTS, List.of(), signs)
        .text(
            capture,
            Optional.empty(),
            capture.map(file -> Path.of("target/tcpunit/report/x.html")));
  }

  @Test
  void should_give_one_line_for_each_assertion_within_100_columns() {
    assertThat(text(true, Optional.of(Path.of("target/tcpunit/x.pcapng"))))
        .isEqualTo(
            """
            TcpUnit: com.example.ImageUploadTest.uploads_the_image
              afpacket on lo, in a private network (root)
              127.0.0.1:35648 > 127.0.0.1:8081
                \u2713 hasCompletedHandshake  SYN, SYN-ACK, ACK in 0.016 ms
                \u2717 hasNoRetransmissions   1 of 5 client data segments carried bytes \
            already sent: 1486 of 154297
                                         payload bytes
                ? hasCleanFin            the last ACK was not captured
              capture: target/tcpunit/x.pcapng
              page: target/tcpunit/report/x.html
            """);
  }

  @Test
  void should_never_be_wider_than_100_columns() {
    assertThat(text(true, Optional.empty()).lines()).allMatch(line -> line.length() <= 100);
    assertThat(text(false, Optional.empty()).lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void should_use_words_where_the_console_has_no_signs() {
    assertThat(text(false, Optional.empty()).lines().skip(3))
        .containsExactly(
            "    ok     hasCompletedHandshake  SYN, SYN-ACK, ACK in 0.016 ms",
            "    FAILED hasNoRetransmissions   1 of 5 client data segments carried bytes already"
                + " sent: 1486 of",
            "                                  154297 payload bytes",
            "    ?      hasCleanFin            the last ACK was not captured");
  }

  @ParameterizedTest
  @MethodSource("dev.tcpunit.HostileTexts#all")
  void should_show_what_a_terminal_would_obey_as_it_is_written(String hostile) {
    Verdict verdict = new Verdict(hostile, hostile, Outcome.VIOLATED, hostile, "", null);
    Optional<Path> file = Optional.of(Path.of(hostile));
    String text =
        new TestReport(new TestName("T", "a"), hostile, List.of(verdict), List.of(hostile), false)
            .text(file, Optional.of(hostile), file);

    assertThat(text).matches(HostileTexts::isPrintable);
    assertThat(text.lines().filter(line -> line.startsWith("  page: ")))
        .containsExactly("  page: " + Printable.of(file.get().toString()));
  }
}
