package dev.tcpunit.internal.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tcpunit.Requires;
import dev.tcpunit.analysis.AnalysisOptions;
import dev.tcpunit.analysis.Traces;
import dev.tcpunit.internal.html.GraphReader.Point;
import dev.tcpunit.junit.CaptureTcp;
import dev.tcpunit.junit.ImpairedLink;
import dev.tcpunit.junit.TcpCapture;
import dev.tcpunit.lab.Link;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Role;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** A hundred thousand segments on one page. */
class LargeGraphsTest {
  private static final int MOST_BYTES = 3_000_000;
  private static final int SEGMENT = 1448;
  private static final Connection UPLOAD =
      Traces.parseTcpdump(upload(50_000), AnalysisOptions.SEGMENTS).connections().get(0);

  @Test
  void should_stay_below_three_megabytes_and_keep_every_resend() throws Exception {
    assertThat(UPLOAD.segmentCount()).isGreaterThan(100_000);

    String html = Graphs.html(UPLOAD);

    assertThat(html.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(MOST_BYTES);
    assertThat(html).doesNotContain("too many segments");
    assertThat(resends(GraphReader.of(html))).hasSize(50);
  }

  @Test
  void should_put_together_what_is_ordinary_where_a_page_has_no_room_for_all() throws Exception {
    String html = Graphs.html(UPLOAD, 10_000);
    GraphReader whole = GraphReader.of(Graphs.html(UPLOAD));
    GraphReader thinned = GraphReader.of(html);

    assertThat(html).contains("too many segments to draw each");
    List<Point> rows = thinned.segmentsOf(Role.CLIENT);
    assertThat(rows).hasSizeBetween(5_000, 10_000);
    assertThat(rows.stream().map(Point::micros)).isSorted();
    assertThat(resends(thinned)).isEqualTo(resends(whole));
    assertThat(rows.stream().mapToLong(Point::length).sum())
        .isEqualTo(whole.segmentsOf(Role.CLIENT).stream().mapToLong(Point::length).sum());
    assertThat(rows.get(rows.size() - 1).ack()).isEqualTo(1 + 50_000L * SEGMENT);
    assertThat(whole.flightOf(Role.CLIENT)).containsAll(thinned.flightOf(Role.CLIENT));
  }

  @Test
  void should_tell_the_longest_waits_and_how_long_the_others_are() {
    String html = Graphs.html(UPLOAD, 10_000);

    assertThat(html.split("<ol class=\"waits\">|</ol>")[1].split("<li>")).hasSize(1 + 20);
    assertThat(html).containsPattern("And \\d+ shorter ones, of at most \\d+ ms[.]</p>");
  }

  private static List<Point> resends(GraphReader graphs) {
    return graphs.segmentsOf(Role.CLIENT).stream()
        .filter(segment -> segment.remarks().startsWith("sent again"))
        .toList();
  }

  /** Segments with an acknowledgement each; every thousandth goes out again after a second. */
  private static String upload(int segments) {
    StringBuilder text = new StringBuilder();
    long micros = 0;
    line(text, micros, true, "[S], seq 0, win 64240, options [mss 1460,nop,wscale 7], length 0");
    line(
        text, 9, false, "[S.], seq 0, ack 1, win 65160, options [mss 1460,nop,wscale 7], length 0");
    line(text, 12, true, "[.], ack 1, win 502, length 0");
    for (int i = 0; i < segments; i++) {
      long seq = 1 + (long) SEGMENT * i;
      micros = 100 + 1_000L * (i / 1_000 * 1_000) + 37L * i;
      String data =
          "[.], seq %d:%d, ack 1, win 502, length %d".formatted(seq, seq + SEGMENT, SEGMENT);
      line(text, micros, true, data);
      if (i % 1_000 == 999) {
        micros += 900_000;
        line(text, micros, true, data);
      }
      long ack = seq + SEGMENT;
      line(text, micros + 20, false, "[.], ack %d, win %d, length 0".formatted(ack, 501 + i % 7));
    }
    return text.toString();
  }

  private static void line(StringBuilder text, long micros, boolean fromClient, String segment) {
    text.append(
        String.format(
            Locale.ROOT,
            "%d.%06d IP %s: Flags %s%n",
            1_700_000_000 + micros / 1_000_000,
            micros % 1_000_000,
            fromClient ? "192.0.2.1.40000 > 192.0.2.2.8080" : "192.0.2.2.8080 > 192.0.2.1.40000",
            segment));
  }

  /** For the browser: what a network that loses something makes of an upload of 110 MB. */
  @Test
  @CaptureTcp
  @ImpairedLink(delay = "1ms", loss = 0.0002, seed = 15)
  void should_draw_what_a_lossy_network_made_of_a_long_upload(Link link, TcpCapture capture)
      throws Exception {
    assumeTrue(PageFolder.isGiven());
    Requires.sandbox();
    Connection connection = capture.connectionTo(AnsweredUpload.over(link, 110_000_000));

    PageFolder.write("large", capture, connection, c -> c.hasNoRetransmissions());

    assertThat(Files.size(PageFolder.file("large"))).isLessThan(MOST_BYTES);
  }
}
