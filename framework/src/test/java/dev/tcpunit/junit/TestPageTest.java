package dev.tcpunit.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.assertions.TcpAssertions;
import dev.tcpunit.internal.live.LoopbackExchange;
import dev.tcpunit.lab.Faults;
import dev.tcpunit.lab.Link;
import dev.tcpunit.lab.Packets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.reporting.FileEntry;

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

  @Test
  void should_publish_it_as_html() throws Exception {
    var results = new Kit(directory).run(Uploads.class);

    List<FileEntry> files =
        results
            .allEvents()
            .filter(event -> event.getPayload(FileEntry.class).isPresent())
            .map(event -> event.getRequiredPayload(FileEntry.class))
            .filter(file -> file.getPath().toString().endsWith(".html"))
            .toList();
    assertThat(files)
        .hasSize(2)
        .allSatisfy(file -> assertThat(file.getMediaType()).contains("text/html"));
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
