package dev.tcpunit.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The connections that test JVMs left open at their end, where {@code tcpunit.leaks} has them
 * asked.
 *
 * @param jvms how many were asked
 * @param messages what was open, or why that cannot be told, of each JVM that did not close all
 */
record LeftOpen(int jvms, List<String> messages) {
  /** Below the folder of the captures. */
  private static final String FOLDER = "leaks";

  /** What was noted since a moment: an earlier build's says nothing of this one. */
  static LeftOpen in(Path captures, Instant since) throws IOException {
    List<Path> notes = JvmNotes.in(captures.resolve(FOLDER), since);
    List<String> messages = new ArrayList<>();
    for (Path note : notes) {
      String message = Files.readString(note);
      if (!message.isEmpty()) {
        messages.add(message);
      }
    }
    return new LeftOpen(notes.size(), List.copyOf(messages));
  }
}
