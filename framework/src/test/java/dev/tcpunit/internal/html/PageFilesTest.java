package dev.tcpunit.internal.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.HostileTexts;
import dev.tcpunit.analysis.Traces;
import dev.tcpunit.internal.file.WholeFile;
import dev.tcpunit.trace.Trace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PageFilesTest {
  @TempDir Path folder;

  private static void writePage(Path folder, String type, String test) throws IOException {
    PageHead head = new PageHead(type + "." + test, true, "but &lt;b&gt;");
    WholeFile.write(folder.resolve(type).resolve(test + ".html"), head.html());
  }

  @Test
  void should_list_every_page_however_many_write_at_the_same_time() throws Exception {
    int writers = 8;
    ExecutorService threads = Executors.newFixedThreadPool(writers);
    List<Future<?>> done = new ArrayList<>();
    for (int i = 0; i < writers; i++) {
      String type = "T" + i;
      done.add(
          threads.submit(
              () -> {
                writePage(folder, type, "a");
                writePage(folder, type, "b");
                PageFiles.writeIndex(folder);
                return null;
              }));
    }
    for (Future<?> each : done) {
      each.get();
    }
    threads.shutdown();

    String index = Files.readString(folder.resolve("index.html"));
    for (int i = 0; i < writers; i++) {
      assertThat(index).contains("href=\"T" + i + "/a.html\"", "href=\"T" + i + "/b.html\"");
    }
  }

  @Test
  void should_list_the_pages_of_modules_by_links_that_lead_there() throws Exception {
    Map<String, Path> modules = new LinkedHashMap<>();
    modules.put("one <1>", folder.resolve("one #1 & co"));
    modules.put("two", folder.resolve("two"));
    modules.put("three", folder.resolve("three"));
    writePage(modules.get("one <1>"), "T", "a");
    writePage(modules.get("two"), "T", "b");

    PageFiles.writeIndex(folder.resolve("all"), modules);

    assertThat(folder.resolve("all/index.html"))
        .content()
        .contains("<h2>one &lt;1&gt;</h2>", "href=\"../one%20%231%20&amp;%20co/T/a.html\"")
        .contains("<h2>two</h2>", "href=\"../two/T/b.html\"")
        .doesNotContain("three");
  }

  @Test
  void should_leave_all_segments_beside_a_page_that_leaves_some_out() throws Exception {
    Path page = folder.resolve("T/a #1.html");

    PageFiles.write(page, content(1200));
    assertThat(page).content().contains("200 segments left out", "href=\"a%20%231.json\"");
    assertThat(Files.readString(folder.resolve("T/a #1.json")).split("\"frame\":", -1))
        .hasSize(1201);

    PageFiles.write(page, content(1000));
    assertThat(page).content().doesNotContain("left out", "as JSON");
    assertThat(folder.resolve("T/a #1.json")).doesNotExist();

    PageFiles.write(page, content(1001));
    PageFiles.delete(page);
    assertThat(folder.resolve("T")).isEmptyDirectory();
  }

  private static PageContent content(int segments) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < segments; i++) {
      text.append("0.%06d IP 10.0.0.1.40000 > 10.0.0.2.80: Flags [.],".formatted(i))
          .append(
              " seq %d:%d, ack 1, win 5, length 1000\n".formatted(1000 * i + 1, 1000 * i + 1001));
    }
    return PageContent.ofCapture(Traces.parseTcpdump(text.toString()), connection -> true);
  }

  @ParameterizedTest
  @MethodSource("dev.tcpunit.HostileTexts#all")
  void should_list_names_and_failures_as_they_are_written(String hostile) throws Exception {
    String[] lists = lists(folder.resolve("hostile"), hostile);
    String[] plain = lists(folder.resolve("plain"), "name");

    assertThat(lists[0]).contains("<h2>" + Html.escape(hostile) + "</h2>");
    assertThat(PageTest.tags(lists[0])).isEqualTo(PageTest.tags(plain[0]));
    assertThat(lists).allMatch(HostileTexts::isPrintable);
    assertThat(lists[1].split("\n")).hasSameSizeAs(plain[1].split("\n"));
    assertThat(lists[1].split("(?<!\\\\)[|]")).hasSameSizeAs(plain[1].split("[|]"));
    assertThat(lists[1]).doesNotContain("<", "@").doesNotContainPattern("(?<!\\\\)[\\[`]");
  }

  /** The index and the summary of a failed test of a module, all of one name. */
  private static String[] lists(Path folder, String name) throws IOException {
    Trace trace = Traces.parseTcpdump("");
    PageFiles.write(
        folder.resolve("T/a.html"),
        new PageContent(
            name, trace, List.of(), Optional.of(name), List.of(), List.of(), Optional.empty()));
    PageFiles.writeIndex(folder, Map.of(name, folder));
    return new String[] {
      Files.readString(folder.resolve("index.html")), Files.readString(folder.resolve("summary.md"))
    };
  }

  @Test
  void should_take_no_other_file_for_a_page() throws Exception {
    Files.createDirectories(folder.resolve("T"));
    Files.writeString(folder.resolve("T/other.html"), "<title>\"><script></title>\n");
    Files.writeString(
        folder.resolve("T/forged.html"),
        new PageHead("x", true, "\"><script>alert(1)</script>").html());
    Files.writeString(
        folder.resolve("T/turned.html"), new PageHead("x\u202ey", false, "\u001b[31m\nz").html());

    PageFiles.writeIndex(folder);

    assertThat(folder.resolve("index.html"))
        .content()
        .contains("0 failed, 1 passed", "x\\u202ey", "\\u001b[31m\\u000az")
        .doesNotContain("script");
  }
}
