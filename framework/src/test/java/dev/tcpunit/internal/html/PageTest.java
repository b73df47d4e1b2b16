package dev.tcpunit.internal.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.HostileTexts;
import dev.tcpunit.analysis.Traces;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Verdict.Outcome;
import dev.tcpunit.trace.Trace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PageTest {
  static Trace trace(String resource) throws IOException {
    try (InputStream in = PageTest.class.getResourceAsStream("/reports/" + resource)) {
      return Traces.parseTcpdump(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void should_lead_from_the_story_to_the_segments_and_from_there_to_the_ladder()
      throws IOException {
    String page = Page.html(PageContent.ofCapture(trace("upload.txt"), connection -> true));
    assertThat(page)
        .contains("The client sends 1,500 bytes again, first sent in <a href=\"#s5\">#5</a>")
        .contains("<tr id=\"s7\" class=\"found\"><td><a href=\"#l7\">#7</a>")
        .contains("<a id=\"l7\" href=\"#s7\">");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          wscale 7 | wscale 9 | 64,256
          wscale 0 | wscale 0 | 502
          wscale 7 | nop      | 502
          """)
  void should_say_windows_in_bytes(String client, String server, String window) {
    String text =
        """
        0.0 IP 10.0.0.1.4 > 10.0.0.2.80: Flags [S], seq 0, win 64240, options [%s], length 0
        0.1 IP 10.0.0.2.80 > 10.0.0.1.4: Flags [S.], seq 0, ack 1, win 65160, options [%s], length 0
        0.2 IP 10.0.0.1.4 > 10.0.0.2.80: Flags [.], ack 1, win 502, length 0
        """
            .formatted(client, server);
    assertThat(windows(text)).containsExactly("64,240", "65,160", window);
  }

  @Test
  void should_say_windows_in_units_where_it_is_not_known_what_one_is() {
    assertThat(
            windows(
                """
                0.2 IP 10.0.0.1.4 > 10.0.0.2.80: Flags [.], ack 1, win 1502, length 0
                0.3 IP 10.0.0.2.80 > 10.0.0.1.4: Flags [.], ack 1, win 0, length 0
                """))
        .containsExactly("1,502 units", "0");
  }

  /** The cells of the column. */
  private static List<String> windows(String tcpdump) {
    Trace trace = Traces.parseTcpdump(tcpdump);
    return Pattern.compile("<tr id=\"s\\d+\".*?(?:<td>[^<]*.*?){3}<td>[^<]*<td>([^<]*)<td>")
        .matcher(Page.html(PageContent.ofCapture(trace, connection -> true)))
        .results()
        .map(row -> row.group(1))
        .toList();
  }

  private static PageContent failed(String title, String failure, Trace trace) {
    return new PageContent(
        title,
        trace,
        trace.connections(),
        Optional.of(failure),
        List.of(new Verdict(title, failure, Outcome.VIOLATED, failure, failure, trace)),
        List.of(),
        Optional.of("../../" + title + ".pcapng"));
  }

  @ParameterizedTest
  @MethodSource("dev.tcpunit.HostileTexts#all")
  void should_show_names_and_messages_as_they_are_written(String hostile) throws IOException {
    String page = Page.html(failed(hostile, hostile + "\nsecond line", trace("upload.txt")));
    String plain = Page.html(failed("name", "name\nsecond line", trace("upload.txt")));

    assertThat(tags(unbroken(page))).isEqualTo(tags(unbroken(plain)));
    assertThat(page).matches(HostileTexts::isPrintable);
    assertThat(unbroken(page)).contains("<h1>" + Html.escape(hostile) + "</h1>");
  }

  /** Without the places at which a long name may go on in the next line. */
  private static String unbroken(String page) {
    return page.replace("<wbr>", "");
  }

  /** All markup, without what stands between it and in attributes that hold names. */
  static List<String> tags(String page) {
    return Pattern.compile("<[^>]*>")
        .matcher(page)
        .results()
        .map(tag -> tag.group().replaceAll("(content|href)=\"[^\"<>]*\"", ""))
        .toList();
  }

  @Test
  void should_show_what_broke_before_the_story_and_the_ladder_before_all_segments()
      throws IOException {
    String page = Page.html(failed("test", "but * #7", trace("upload.txt")));
    assertThat(page)
        .containsSubsequence(
            "What broke", "What happened", "Ladder", "Every verdict", "Segments", "Download");
  }

  @Test
  void should_mark_in_the_ladder_the_segments_that_the_failure_names() throws IOException {
    String failure = "Expecting\n  #5 0.011010 > [P.]\n* #7 0.521000 > [P.]\ncapture: x, frame 7";
    String page = Page.html(failed("test", failure, trace("upload.txt")));
    assertThat(page).containsOnlyOnce("class=\"named\"");
    assertThat(page.indexOf("class=\"named\""))
        .isBetween(page.indexOf(">#6</text>"), page.indexOf(">#7</text>"));
  }

  @Test
  void should_stay_below_3_megabytes_whatever_there_is_to_show() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int port = 40000; port < 40030; port++) {
      for (int i = 0; i < 2000; i++) {
        text.append("%d.%06d IP 10.0.0.1.%d > 10.0.0.2.80:".formatted(port - 40000, i, port))
            .append(" Flags [.], seq %d:%d,".formatted(1000 * i + 1, 1000 * i + 1001))
            .append(" ack 1, win 5, length 1000\n");
      }
    }
    Trace trace = Traces.parseTcpdump(text.toString());
    String failure = "a failure that goes on\n".repeat(1_000_000);
    String page = Page.html(failed("test", failure, trace));
    assertThat(page.getBytes(StandardCharsets.UTF_8).length).isBetween(100_000, 3_000_000);
    assertThat(page).contains("… 1,000 segments left out …");
  }

  @Test
  void should_ask_for_nothing_else() throws IOException {
    String page = Page.html(failed("test", "#7", trace("trouble.txt")));
    assertThat(page)
        .doesNotContain("<link", "<img", "<iframe", "@import", "url(", "blob:", "type=\"module\"")
        .doesNotContainPattern("(?:src|href)=\"https?:");
  }
}
