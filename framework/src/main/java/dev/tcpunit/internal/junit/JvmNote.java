package dev.tcpunit.internal.junit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What this JVM leaves for the Maven plugin to find.
 *
 * @param file one that no other JVM writes
 */
record JvmNote(Path file) {
  /** A new note, in a folder below that of the captures. */
  static JvmNote in(Path directory, String folder) {
    String name = ProcessHandle.current().pid() + "-" + System.nanoTime() + ".txt";
    return new JvmNote(directory.resolve(folder).resolve(name));
  }

  /** Writes it, in place of what it said before; says so where that cannot be. */
  void write(String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      System.err.append("TcpUnit: cannot write " + file + ": " + e.getMessage() + "\n").flush();
    }
  }
}
