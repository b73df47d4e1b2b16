package dev.tcpunit.examples.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import dev.tcpunit.examples.Server;
import dev.tcpunit.examples.gallery.closing.LingerZero;
import dev.tcpunit.junit.CaptureTcp;
import dev.tcpunit.junit.Payload;
import dev.tcpunit.junit.TcpCapture;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.EngineTestKit;

/** What a user sends to an issue tracker in place of a capture: the recipe that is a command. */
class BugReportTest {
  /** As the page of recipes has it. */
  static final String COMMAND = "tcpunit explain --anonymous upload.pcapng";

  private static final String ABORTED = "The client aborts the connection (RST)";

  @TempDir Path folder;

  @Test
  void tells_what_went_wrong_and_not_to_whom() throws Exception {
    String report = output(COMMAND, captureOf("broken"));

    assertThat(report).startsWith("client > server").contains(ABORTED);
    assertNamesNobody(report);
  }

  @Test
  void tells_of_nothing_wrong_where_nothing_was() throws Exception {
    String report = output(COMMAND, captureOf("fixed"));

    assertThat(report).startsWith("client > server").doesNotContain(ABORTED);
    assertNamesNobody(report);
  }

  @Test
  void names_both_ends_where_it_is_not_to_be_anonymous() throws Exception {
    String report = output(COMMAND.replace(" --anonymous", ""), captureOf("broken"));

    assertThat(report).contains(ABORTED);
    assertThatThrownBy(() -> assertNamesNobody(report)).hasMessageContaining("127.0.0.1");
  }

  /** Neither where nor what: the payload has the path and the host in its head. */
  private static void assertNamesNobody(String report) {
    assertThat(report)
        .doesNotContain("127.0.0.1", "localhost", "POST", "Host", "/upload")
        .doesNotContainPattern(":\\d{4,5}\\b");
  }

  /** Runs it where the capture lies, as a shell does that has the distribution on its path. */
  private static String output(String commandLine, Path capture) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(program());
    List<String> words = List.of(commandLine.split(" "));
    assertThat(words.get(0)).isEqualTo("tcpunit");
    command.addAll(words.subList(1, words.size()));
    Process process =
        new ProcessBuilder(command)
            .directory(capture.getParent().toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  /**
   * The jar of the library lacks the command line, which the one beside it has that stands alone.
   */
  private static List<String> program() throws URISyntaxException {
    Path library =
        Path.of(TcpCapture.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    return Files.isDirectory(library)
        ? List.of("-cp", System.getProperty("java.class.path"), "dev.tcpunit.cli.Main")
        : List.of("-jar", library.toString().replaceFirst("[.]jar$", "-standalone.jar"));
  }

  private Path captureOf(String upload) throws IOException {
    EngineTestKit.engine("junit-jupiter")
        .configurationParameter("tcpunit.artifacts", "always")
        .configurationParameter("tcpunit.html", "never")
        .configurationParameter("tcpunit.report", "none")
        .configurationParameter("tcpunit.directory", folder.toString())
        .selectors(selectMethod(Uploads.class, upload, TcpCapture.class))
        .execute()
        .testEvents()
        .assertStatistics(tests -> tests.succeeded(1));
    try (Stream<Path> files = Files.walk(folder)) {
      Path written = files.filter(f -> f.toString().endsWith(".pcapng")).findFirst().orElseThrow();
      return Files.move(written, folder.resolve("upload.pcapng"));
    }
  }

  /** Run by the tests above, which read what they leave. */
  @CaptureTcp(payload = Payload.FULL)
  static class Uploads {
    @Test
    void broken(TcpCapture capture) throws Exception {
      UploadBug bug = new LingerZero();
      try (Server server = start(bug);
          Upload upload = new Upload(server.uri(), capture)) {
        bug.broken(upload);
      }
    }

    @Test
    void fixed(TcpCapture capture) throws Exception {
      UploadBug bug = new LingerZero();
      try (Server server = start(bug);
          Upload upload = new Upload(server.uri(), capture)) {
        bug.fixed(upload);
      }
    }

    private static Server start(UploadBug bug) throws IOException {
      return Server.start(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), bug.server());
    }
  }
}
