package dev.tcpunit.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.assertions.TcpAssertions;
import dev.tcpunit.internal.live.LoopbackExchange;
import dev.tcpunit.lab.Faults;
import dev.tcpunit.lab.Link;
import dev.tcpunit.lab.Packets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.reporting.FileEntry;
import org.junit.platform.testkit.engine.EngineExecutionResults;

class TestPageTest {
  private static final String HERE = "report/dev.tcpunit.junit.TestPageTest.";

  @TempDir Path directory;

  @CaptureTcp
  static class Uploads {
    @Test
    void holds(TcpCapture capture) throws Exception {
      upload();
      TcpAssertions.assertThat(capture.connections().get(0)).hasCompletedHandshake();
    }

    @Test
    void is_violated(TcpCapture capture) throws Exception {
      upload();
      TcpAssertions.assertThat(capture.connections().get(0)).hasCompletedHandshake().wasRefused();
    }

    @Test
    void fails_otherwise() throws Exception {
      upload();
      throw new IOException("<b>\u202e../\u001b[31m");
    }

    private static void upload() throws IOException {
      try (LoopbackExchange exchange = new LoopbackExchange()) {
        exchange.upload(new byte[100]);
      }
    }
  }

  private Path page(String test) {
    return directory.resolve(HERE + "Uploads/" + test + ".html");
  }

  @Test
  void should_leave_a_page_of_each_failed_test_and_an_index() throws Exception {
    Files.createDirectories(page("holds").getParent());
    Files.writeString(page("holds"), "of an earlier run");

    new Kit(directory).run(Uploads.class);

    assertThat(page("holds")).doesNotExist();
    assertThat(page("is_violated"))
        .content()
        .contains("What broke", "to be refused", "✗ violated<td>wasRefused")
        .contains("✓ holds<td>hasCompletedHandshake", "The client sends 100 bytes")
        .contains("href=\"../../dev.tcpunit.junit.TestPageTest.Uploads/is_violated.pcapng\"");
    assertThat(directory.resolve("report/summary.md"))
        .content()
        .contains("2 failed", "is\\_violated");
    assertThat(directory.resolve("report/index.html"))
        .content()
        .contains("2 failed, 0 passed", "/is_violated.html\">", "/fails_otherwise.html\">")
        .doesNotContain("holds");
  }

  @Test
  void should_show_what_another_failure_says_and_what_the_wire_saw() throws Exception {
    new Kit(directory).run(Uploads.class);

    assertThat(page("fails_otherwise"))
        .content()
        .contains("java.io.IOException: &lt;b&gt;\\u202e../\\u001b[31m")
        .contains("TcpUnit: what the wire saw until the test failed");
  }

  @CaptureTcp
  static class LongTalk {
    @Test
    void has_more_segments_than_a_page(TcpCapture capture) throws Exception {
      try (LoopbackExchange exchange = new LoopbackExchange();
          LoopbackExchange.Pair pair = exchange.open()) {
        for (int i = 0; i < 600; i++) {
          pair.send(new byte[1]);
          pair.server.getInputStream().read();
          pair.server.getOutputStream().write(1);
          pair.client.getInputStream().read();
        }
      }
      TcpAssertions.assertThat(capture.connections().get(0)).wasRefused();
    }
  }

  @Test
  void should_publish_a_page_with_all_that_it_leads_to() throws Exception {
    var results = new Kit(directory).run(LongTalk.class);

    Map<String, String> types = new HashMap<>();
    for (FileEntry file : published(results)) {
      types.put(file.getPath().toString(), file.getMediaType().orElseThrow());
    }
    String name = directory.resolve("junit/has_more_segments_than_a_page").toString();
    assertThat(types)
        .containsOnly(
            Map.entry(name + ".html", "text/html"),
            Map.entry(name + ".json", "application/json"),
            Map.entry(name + ".pcapng", "application/octet-stream"),
            Map.entry(name + ".txt", "text/plain"));
    assertThat(linksOf(Path.of(name + ".html")))
        .containsExactlyInAnyOrder(Path.of(name + ".json"), Path.of(name + ".pcapng"))
        .allSatisfy(file -> assertThat(file).isNotEmptyFile());
  }

  private static List<FileEntry> published(EngineExecutionResults results) {
    return results
        .allEvents()
        .filter(event -> event.getPayload(FileEntry.class).isPresent())
        .map(event -> event.getRequiredPayload(FileEntry.class))
        .toList();
  }

  /** The files that a page leads to. */
  private static List<Path> linksOf(Path page) throws IOException {
    return Pattern.compile("href=\"([^\"#]+)\"")
        .matcher(Files.readString(page))
        .results()
        .map(link -> page.resolveSibling(link.group(1)).normalize())
        .toList();
  }

  @Test
  void should_publish_no_link_to_a_capture_that_is_not_kept() throws Exception {
    var results = new Kit(directory).with("tcpunit.artifacts", "never").run(Uploads.class);

    assertThat(published(results))
        .extracting(FileEntry::getPath)
        .hasSize(2)
        .allSatisfy(page -> assertThat(linksOf(page)).isEmpty());
  }

  @CaptureTcp(payload = Payload.FULL)
  static class Hostile {
    static final String SENT = "<script>alert(1)</script>\u001b[31m\u202e../";

    @Test
    void sends$hostile(TcpCapture capture) throws Exception {
      String request = "POST /%1$s HTTP/1.1\r\nHost: %1$s\r\nContent-Length: 9\r\n\r\n%1$s";
      try (LoopbackExchange exchange = new LoopbackExchange()) {
        exchange.upload(request.formatted(SENT).getBytes(StandardCharsets.UTF_8));
      }
      TcpAssertions.assertThat(capture.connections().get(0))
          .as(SENT)
          .client(client -> client.hasByteCount(1));
    }
  }

  @Test
  void should_show_nothing_of_a_payload_and_call_files_by_safe_names() throws Exception {
    new Kit(directory).run(Hostile.class);

    try (Stream<Path> left = Files.walk(directory)) {
      List<Path> files = left.filter(Files::isRegularFile).toList();
      assertThat(files)
          .extracting(file -> directory.relativize(file).toString())
          .allMatch(name -> name.matches("[A-Za-z0-9_./-]+"))
          .anyMatch(name -> name.matches("report/.*[.]Hostile/sends_hostile-\\p{XDigit}+[.]html"));
      for (Path file : files.stream().filter(f -> !f.toString().endsWith(".pcapng")).toList()) {
        assertThat(file).content().doesNotContain("<script>alert", "\u001b", "\u202e");
      }
    }
  }

  @Test
  void should_leave_a_page_of_every_test_or_of_none_if_told_so() throws Exception {
    new Kit(directory).with("tcpunit.html", "always").run(Uploads.class);

    assertThat(page("holds")).content().contains("✓ holds").doesNotContain("What broke");
    assertThat(directory.resolve("report/index.html")).content().contains("2 failed, 1 passed");

    new Kit(directory).with("tcpunit.html", "never").run(Uploads.class);

    assertThat(page("holds")).doesNotExist();
    assertThat(page("is_violated")).doesNotExist();
    assertThat(directory.resolve("report/index.html")).doesNotExist();
  }

  @CaptureTcp
  @ImpairedLink(delay = "5ms")
  static class OverALink {
    @Test
    void loses_a_segment(Link link, TcpCapture capture) throws Exception {
      link.apply(Faults.drop(Packets.clientData().number(5)));
      try (LinkUpload upload = new LinkUpload(link)) {
        upload.send(30_000);
        TcpAssertions.assertThat(capture.connectionTo(upload.port())).hasNoRetransmissions();
      }
    }
  }

  @Test
  void should_draw_both_ends_of_a_link_and_name_the_fault_where_it_struck() throws Exception {
    new Kit(directory).run(OverALink.class);

    String page = Files.readString(directory.resolve(HERE + "OverALink/loses_a_segment.html"));
    assertThat(page)
        .contains("as both ends saw it", "<text", " after ", "sent again: fast retransmission")
        .containsOnlyOnce(">lost: drop client data 5</text>")
        .containsPattern("\\(lost\\) \\[drop client data 5\\]</tr>");
    Matcher arrival = Pattern.compile("arrives as #(\\d+)").matcher(page);
    assertThat(arrival.find()).isTrue();
    assertThat(page).contains("<span id=\"s" + arrival.group(1) + "\">");
  }

  @Test
  void should_leave_a_ladder_to_be_read_where_there_is_no_browser() throws Exception {
    new Kit(directory).run(Uploads.class);

    Path folder = directory.resolve("dev.tcpunit.junit.TestPageTest.Uploads");
    assertThat(folder.resolve("is_violated.txt")).content().contains("|-- [S] 0 ---");
    assertThat(folder.resolve("holds.txt")).doesNotExist();
  }

  @Test
  void should_leave_a_page_without_a_capture() throws Exception {
    new Kit(directory).with("tcpunit.artifacts", "never").run(Uploads.class);

    assertThat(page("is_violated")).content().contains("Ladder").doesNotContain(".pcapng\"");
  }
}
