package dev.tcpunit.examples.clients;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Where a server puts images, for as long as it runs. */
record Folder(Path path) implements AutoCloseable {
  static Folder make() throws IOException {
    return new Folder(Files.createTempDirectory("images"));
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(path);
  }
}
