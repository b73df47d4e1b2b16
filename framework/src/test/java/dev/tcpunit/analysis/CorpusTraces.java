package dev.tcpunit.analysis;

import dev.tcpunit.trace.Trace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The captures that others published, each read once for all tests; they are small. */
final class CorpusTraces {
  private static final Map<Path, Trace> READ = new ConcurrentHashMap<>();

  private CorpusTraces() {}

  static Trace read(Path capture) {
    return READ.computeIfAbsent(
        capture,
        file -> {
          try {
            return Traces.read(file);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
