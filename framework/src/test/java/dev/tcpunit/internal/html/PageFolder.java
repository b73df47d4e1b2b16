package dev.tcpunit.internal.html;

import static org.assertj.core.api.Assertions.catchThrowable;

import dev.tcpunit.assertions.ConnectionAssert;
import dev.tcpunit.assertions.TcpAssertions;
import dev.tcpunit.junit.TcpCapture;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Trace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Where pages are left for the browser's tests: {@code -Dtcpunit.graphs=FOLDER}. */
final class PageFolder {
  private static final String FOLDER = System.getProperty("tcpunit.graphs");

  private PageFolder() {}

  static boolean isGiven() {
    return FOLDER != null;
  }

  static Path file(String name) {
    return Path.of(FOLDER, name + ".html");
  }

  /**
   * The graphs of a connection; where a folder is given, the page of a test that asserts this is
   * left there too, with what broke if the connection is not so.
   */
  static String write(
      String name, TcpCapture capture, Connection connection, Consumer<ConnectionAssert> asserted)
      throws IOException {
    if (isGiven()) {
      Throwable failure =
          catchThrowable(() -> asserted.accept(TcpAssertions.assertThat(connection)));
      Trace trace = capture.trace();
      PageFiles.write(
          file(name),
          new PageContent(
              name,
              trace,
              trace.connections(),
              Optional.ofNullable(failure).map(Throwable::getMessage),
              List.of(),
              List.of(),
              Optional.empty()));
    }
    return Graphs.html(connection);
  }
}
