package dev.tcpunit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.SharedCorpus;
import dev.tcpunit.report.TraceSchema;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
  private static final String TEXT =
      """
      0.000000 IP 10.0.0.1.40000 > 10.0.0.2.80: Flags [S], seq 1, win 64240, length 0
      0.000100 IP 10.0.0.2.80 > 10.0.0.1.40000: Flags [R.], seq 0, ack 2, win 0, length 0
      0.000200 IP 10.0.0.1.40001 > 10.0.0.2.81: Flags [S], seq 1, win 64240, length 0
      """;

  @TempDir Path folder;
  private Path file;
  private String out;
  private String err;

  @BeforeEach
  void writeText() throws IOException {
    file = Files.writeString(folder.resolve("capture.txt"), TEXT);
  }

  @Test
  void should_list_the_connections_of_each_file() {
    assertThat(run("analyze", file.toString(), file.toString())).isZero();
    String head = file + ": 3 packets, 3 TCP segments, 2 connections";
    assertThat(out.lines()).filteredOn(head::equals).hasSize(2);
    assertThat(out.lines().map(line -> line.replaceAll(" +", " ")))
        .contains(
            " 0 10.0.0.1:40000 > 10.0.0.2:80 0.100 ms 2 0 0 0 refused reset",
            " 1 10.0.0.1:40001 > 10.0.0.2:81 0.000 ms 1 0 0 0 unanswered open");
    assertThat(err).isEmpty();
  }

  @Test
  void should_say_that_a_result_is_not_whole() {
    assertThat(cutShort("No space left on device", Main.VIOLATED)).isEqualTo(Main.FAILED);
    assertThat(err).startsWith("tcpunit: not all of the result could be written");
  }

  @Test
  void should_leave_without_a_word_when_the_reader_of_a_result_has_left() {
    assertThat(cutShort("Broken pipe", Main.OK)).isEqualTo(Main.LEFT);
    assertThat(err).isEmpty();
    assertThat(cutShort("Broken pipe", Main.VIOLATED)).isEqualTo(Main.VIOLATED);
    assertThat(err).isEmpty();
  }

  private int cutShort(String failure, int statusOfResult) {
    Outlet outlet =
        new Outlet(
            new OutputStream() {
              @Override
              public void write(int value) throws IOException {
                throw new IOException(failure);
              }
            });
    PrintStream result = outlet.stream();
    result.println("half of it");
    assertThat(outlet.hasFailed()).isFalse();
    result.flush();
    assertThat(outlet.hasFailed()).isTrue();

    StringWriter errors = new StringWriter();
    int status = Main.cutShort(outlet, statusOfResult, new PrintWriter(errors));
    err = errors.toString();
    return status;
  }

  @Test
  void should_say_that_the_lines_of_a_connection_are_out_of_order() throws IOException {
    List<String> lines = TEXT.lines().toList();
    Path swapped = folder.resolve("swapped.txt");
    Files.write(swapped, List.of(lines.get(1), lines.get(0), lines.get(2)));
    assertThat(run("analyze", swapped.toString())).isZero();
    assertThat(err)
        .isEqualToIgnoringNewLines(
            "tcpunit: %s: 1 segment is out of order of time, by at most 0.100 ms: sort the file with reordercap"
                .formatted(swapped));
    assertThat(out).contains("  out of order: 1 segment comes after later ones");
    assertThat(run("analyze", "--format", "json", swapped.toString())).isZero();
    assertThat(TraceSchema.violationsOf(out)).isEmpty();
    assertThat(out).contains("\"outOfOrder\":{\"segments\":1,\"mostNanos\":100000}");
  }

  @Test
  void should_read_standard_input() {
    assertThat(run("analyze", "-")).isZero();
    assertThat(out).startsWith("standard input: 3 packets");
  }

  @Test
  void should_write_json_that_fits_the_schema_one_line_a_file() {
    assertThat(run("analyze", "--format", "json", "-s", file.toString(), "-")).isZero();
    assertThat(out.lines())
        .hasSize(2)
        .allSatisfy(line -> assertThat(TraceSchema.violationsOf(line)).isEmpty())
        .allSatisfy(line -> assertThat(line).contains("\"segmentList\":[{\"frame\":1,"));
  }

  @Test
  void should_draw_a_ladder_without_colours_where_nobody_looks() {
    assertThat(run("analyze", "--ladder", "-")).isZero();
    assertThat(out)
        .contains("#1      |-- [S] 0 ---", "#2      |<---", "aborts the connection")
        .doesNotContain("\u001b");
  }

  @Test
  void should_write_a_page_of_one_file() throws IOException {
    Path page = folder.resolve("page.html");
    assertThat(run("analyze", "--html", page.toString(), "--filter", ":80", file.toString()))
        .isZero();
    assertThat(page)
        .content()
        .startsWith("<!doctype html>")
        .contains("The server refuses the connection")
        .doesNotContain("10.0.0.2:81");
    assertThat(run("analyze", "--html", page.toString(), "-", "-")).isEqualTo(2);
    assertThat(err).contains("--html takes one FILE");
  }

  @Test
  void should_say_that_a_page_cannot_be_written() {
    assertThat(run("analyze", "--html", folder.toString(), file.toString())).isEqualTo(1);
    assertThat(err).contains("tcpunit: cannot write " + folder);
  }

  @Test
  void should_leave_the_segments_out_of_json_unless_asked_to() {
    assertThat(run("analyze", "-f", "JSON", "-")).isZero();
    assertThat(out).startsWith("{\"schema\":2,").doesNotContain("segmentList");
  }

  @Test
  void should_show_the_segments_of_the_connections_that_a_filter_lets_through() {
    assertThat(run("analyze", "-s", "--filter", ":81", "-")).isZero();
    assertThat(out)
        .contains("2 connections, 1 of them shown", "#3 0.000000 > [S] 0 win 64240")
        .doesNotContain("#1 ");
  }

  @Test
  void should_list_no_more_connections_than_asked_for() {
    assertThat(run("analyze", "--limit", "1", "-")).isZero();
    assertThat(out).contains("2 connections", "  and 1 more").doesNotContain(":81 ");
    assertThat(run("analyze", "--limit", "0", "-")).isZero();
    assertThat(out).contains(":81 ").doesNotContain("more");
  }

  @Test
  void should_say_by_its_status_whether_what_was_asserted_holds() {
    assertThat(run("analyze", "--assert", "wasRefused", "--filter", ":80", "-")).isZero();
    assertThat(out)
        .contains("2 connections, 1 of them shown")
        .contains("holds        wasRefused: 10.0.0.1:40000 > 10.0.0.2:80");
    assertThat(run("analyze", "--assert", "wasRefused", "--assert", "hasNoResets", "-"))
        .isEqualTo(3);
    assertThat(out)
        .contains("holds        wasRefused: 10.0.0.1:40000 > 10.0.0.2:80")
        .contains("VIOLATED     hasNoResets: 10.0.0.1:40000 > 10.0.0.2:80")
        .contains("  Expecting connection\n    10.0.0.1:40000 > 10.0.0.2:80");
    assertThat(run("analyze", "--assert", "client(hasNoTinygrams)", "-")).isEqualTo(4);
    assertThat(out).contains("cannot tell  client(hasNoTinygrams): ");
  }

  @Test
  void should_not_let_an_assertion_pass_over_nothing() throws IOException {
    Path empty =
        Files.writeString(
            folder.resolve("empty.txt"), "0.000000 IP 10.0.0.1.53 > 10.0.0.2.53: UDP, length 3\n");

    assertThat(run("analyze", "--assert", "hasNoResets", empty.toString())).isEqualTo(4);
    assertThat(run("analyze", "--assert", "hasNoResets", "--filter", ":82", "-")).isEqualTo(4);
    assertThat(out).contains("cannot tell  hasNoResets: no connection fits the filter");
    String none = folder.resolve("none.pcap").toString();
    assertThat(run("analyze", "--assert", "wasRefused", "--filter", ":80", none)).isEqualTo(1);
    assertThat(run("analyze", "--assert", "hasNoResets", none, "-")).isEqualTo(3);
  }

  @Test
  void should_suggest_a_test_of_what_all_captures_show() {
    assertThat(run("suggest", "--class", "RefusedTest", file.toString(), "-")).isZero();
    assertThat(out).contains("class RefusedTest {", ".hasConnectionCount(2)");
    assertThat(run("suggest", folder.resolve("none.pcap").toString())).isEqualTo(1);
  }

  @Test
  void should_keep_verdicts_out_of_json() {
    assertThat(run("analyze", "-f", "json", "--assert", "hasNoResets", "-")).isEqualTo(3);
    assertThat(out.lines())
        .singleElement()
        .satisfies(line -> assertThat(TraceSchema.violationsOf(line)).isEmpty());
    assertThat(err).contains("VIOLATED     hasNoResets: ");
  }

  @Test
  void should_explain_what_is_wrong_with_a_rule() {
    assertThat(run("analyze", "--assert", "hasCleanFinn", "-")).isEqualTo(2);
    assertThat(err).contains("no rule is named \"hasCleanFinn\"; did you mean hasCleanFin?");
    assertThat(run("rules")).isZero();
    assertThat(out)
        .contains("  hasRttBelow(limit) ", "  hasByteCount(bytes) ", "  hasSingleConnection ");
  }

  @Test
  void should_explain_the_connection_of_a_number_or_filter() {
    assertThat(run("explain", "-c", "0", "-")).isZero();
    assertThat(out).contains("The server refuses the connection (RST).");
    assertThat(run("explain", "--filter", "10.0.0.2:81", "-")).isZero();
    assertThat(out).contains("Nobody answered.");
  }

  @Test
  void should_explain_without_addresses_or_ports() {
    assertThat(run("explain", "-c", "0", "--anonymous", "-")).isZero();
    assertThat(out)
        .startsWith("client > server: 2 segments")
        .contains("The server refuses the connection (RST).")
        .doesNotContain("10.0.0", "40000", ":80");
  }

  @Test
  void should_list_what_there_is_to_explain() {
    assertThat(run("explain", "-")).isEqualTo(2);
    assertThat(err)
        .isEqualToNormalizingNewlines(
            """
            tcpunit: 2 connections of 2 in - fit; choose one (--connection N, --filter ENDPOINT)
              0  10.0.0.1:40000 > 10.0.0.2:80
              1  10.0.0.1:40001 > 10.0.0.2:81
            Try 'tcpunit explain --help'.
            """);
    assertThat(run("explain", "-c", "7", "-")).isEqualTo(2);
    assertThat(err).startsWith("tcpunit: No connection of 2 in - fits (--connection N");
  }

  @Test
  void should_say_what_cannot_be_read_and_go_on() throws IOException {
    Path missing = folder.resolve("missing.pcap");
    Path prose = Files.writeString(folder.resolve("prose.txt"), "To whom it may concern\n");
    assertThat(
            run(
                "analyze",
                missing.toString(),
                folder.toString(),
                prose.toString(),
                file.toString()))
        .isEqualTo(1);
    assertThat(err)
        .isEqualToNormalizingNewlines(
            """
            tcpunit: FOLDER/missing.pcap: there is no such file
            tcpunit: FOLDER: is a folder
            tcpunit: FOLDER/prose.txt: not read beyond byte 0: neither a capture nor what tcpdump \
            prints: none of its 1 lines is a packet
            """
                .replace("FOLDER", folder.toString()));
    assertThat(out).startsWith(file + ": 3 packets");
  }

  @Test
  void should_show_what_stands_before_a_damage() throws IOException {
    byte[] pcap = new byte[24 + 3];
    System.arraycopy(
        new byte[] {(byte) 0xd4, (byte) 0xc3, (byte) 0xb2, (byte) 0xa1, 2}, 0, pcap, 0, 5);
    Path cut = Files.write(folder.resolve("cut.pcap"), pcap);
    assertThat(run("analyze", "-f", "json", cut.toString())).isEqualTo(1);
    assertThat(err)
        .contains("cut.pcap: not read beyond byte 24: the file ends within a packet header: 3 of");
    assertThat(out).contains("\"complete\":false,\"damage\":{\"offset\":24,");
    assertThat(run("explain", cut.toString())).isEqualTo(1);
  }

  @Test
  void should_tell_wrong_usage_from_unreadable_input() {
    assertThat(run()).isEqualTo(2);
    assertThat(err)
        .startsWith("tcpunit: no command given: analyze, explain, rules, suggest or doctor");
    assertThat(run("analyze")).isEqualTo(2);
    assertThat(err).startsWith("tcpunit: Missing required parameter: 'FILE'");
    assertThat(run("analyze", "-f", "xml", "-")).isEqualTo(2);
    assertThat(run("analyze", "--filter", "example.org", "-")).isEqualTo(2);
    assertThat(err)
        .contains("'example.org' is not an address, :port or address:port")
        .endsWith(String.format("Try 'tcpunit analyze --help'.%n"));
  }

  @Test
  void should_help_within_eighty_columns() {
    for (String[] help : new String[][] {{"--help"}, {"analyze", "-h"}, {"explain", "-h"}}) {
      assertThat(run(help)).isZero();
      assertThat(out).contains("Usage: tcpunit");
      assertThat(out.lines()).allMatch(line -> line.length() <= 80);
    }
  }

  @Test
  void should_print_a_completion_script() {
    assertThat(run("generate-completion")).isZero();
    assertThat(out).startsWith("#!/usr/bin/env bash").contains("analyze", "--filter");
  }

  @Test
  void should_pair_the_views_if_told_of_the_link() {
    String capture = SharedCorpus.require("kernel-truth").resolve("drop-5.pcap").toString();

    assertThat(run("analyze", "-f", "json", "-s", "--link", "192.0.2.1,192.0.2.2", capture))
        .isZero();
    assertThat(out)
        .contains("\"vantage\":\"BOTH\"", "\"transit\":{\"lost\":1,", "\"arrivals\":[]")
        .doesNotContain("atServer", "payloadSha256");
  }

  @Test
  void should_refuse_a_link_that_is_none() {
    assertThat(run("analyze", "--link", "192.0.2.1", file.toString())).isEqualTo(2);
    assertThat(err).contains("192.0.2.1,192.0.2.2, but this is \"192.0.2.1\"");
  }

  @Test
  void should_warn_of_lines_that_cannot_be_read_and_fail_where_there_is_no_other()
      throws IOException {
    String unreadable = "1.0 IP 10.0.0.1.1 > 10.0.0.2.2: Flags [S], seq 1\n";
    Path partly = Files.writeString(folder.resolve("partly.txt"), TEXT + unreadable);
    Path none = Files.writeString(folder.resolve("none.txt"), unreadable.repeat(7));

    assertThat(run("analyze", partly.toString())).isZero();
    assertThat(err).contains("partly.txt: line 4: no length: 1.0 IP 10.0.0.1.1");
    assertThat(out).contains("left out: 1 malformed", "not read: line 4: no length");
    assertThat(run("analyze", none.toString())).isEqualTo(1);
    assertThat(err).contains("none.txt: line 5: no length", "none.txt: 2 more lines could not be");
    assertThat(run("explain", none.toString())).isEqualTo(1);
  }

  @Test
  void should_count_the_lines_that_are_no_packets() throws IOException {
    Path noted = Files.writeString(folder.resolve("noted.txt"), "# a\n" + TEXT + "# b\n");

    assertThat(run("analyze", noted.toString())).isZero();
    assertThat(out).contains("left out: 2 lines that are no packets");
    assertThat(run("analyze", "-f", "json", noted.toString())).isZero();
    assertThat(out).contains("\"skippedLines\":2}");
    assertThat(TraceSchema.violationsOf(out)).isEmpty();
  }

  @Test
  void should_show_names_without_what_a_terminal_would_obey() throws IOException {
    String name = "a\u001b[31mb\u202ec.txt";
    Path odd = Files.writeString(folder.resolve(name), TEXT);

    assertThat(run("analyze", odd.toString(), odd + "x")).isEqualTo(1);
    assertThat(out).contains("a\\u001b[31mb\\u202ec.txt: 3 packets").doesNotContain("\u001b");
    assertThat(err).contains("a\\u001b[31mb\\u202ec.txtx: there is no").doesNotContain("\u001b");
    assertThat(run("explain", odd.toString())).isEqualTo(2);
    assertThat(err).contains("in FOLDER/a\\u001b[31m".replace("FOLDER", folder.toString()));
  }

  @Test
  void should_show_the_name_of_a_file_in_a_page_as_it_is_written() throws IOException {
    Path odd = folder.resolve("<script>alert(1)'\"&\u001b[31m\u202e.txt");
    Files.writeString(odd, TEXT);
    Path page = folder.resolve("page.html");

    assertThat(run("analyze", "--html", page.toString(), odd.toString())).isZero();
    assertThat(page)
        .content()
        .contains("/&lt;script&gt;alert(1)&apos;&quot;&amp;\\u001b[31m\\u202e.txt</title>")
        .doesNotContain("<script>alert", "\u001b", "\u202e");
    assertThat(run("explain", "-c", "0", "--anonymous", odd.toString())).isZero();
    assertThat(out + err).startsWith("client > server").doesNotContain("script", "31m");
  }

  private int run(String... arguments) {
    ByteArrayOutputStream outText = new ByteArrayOutputStream();
    StringWriter errText = new StringWriter();
    ByteArrayInputStream in = new ByteArrayInputStream(TEXT.getBytes(StandardCharsets.US_ASCII));
    int status = Main.run(in, outText, new PrintWriter(errText), arguments);
    out = outText.toString();
    err = errText.toString();
    return status;
  }
}
