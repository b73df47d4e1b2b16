package dev.tcpunit.internal.html;

import dev.tcpunit.trace.Connection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where graphs are left as pages for the browser's tests: {@code -Dtcpunit.graphs=FOLDER}. */
final class PageFolder {
  private static final String FOLDER = System.getProperty("tcpunit.graphs");

  private PageFolder() {}

  static boolean isGiven() {
    return FOLDER != null;
  }

  /** The graphs of a connection, left as a page too where a folder is given. */
  static String write(String name, Connection connection) throws IOException {
    String html = Graphs.html(connection);
    if (isGiven()) {
      Files.createDirectories(Path.of(FOLDER));
      Files.writeString(Path.of(FOLDER, name + ".html"), page(name, html));
    }
    return html;
  }

  private static String page(String name, String graphs) {
    return """
    <!DOCTYPE html>
    <html lang="en">
    <head><meta charset="utf-8"><title>%s</title>
    %s</head>
    <body><main><h1>%s</h1>
    %s</main></body>
    </html>
    """
        .formatted(name, Graphs.head(), name, graphs);
  }
}
