package dev.tcpunit.internal.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Writes files that others may read meanwhile: they see the old text or the new one, whole. */
public final class WholeFile {
  private WholeFile() {}

  /** Writes a file, and makes its folder where there is none. */
  public static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    // Not a temporary file of the JDK, which nobody else may read.
    String mark = "." + ProcessHandle.current().pid() + "-" + System.nanoTime() + ".part";
    Path unfinished = file.resolveSibling(file.getFileName() + mark);
    try {
      Files.writeString(unfinished, text, StandardOpenOption.CREATE_NEW);
      Files.move(
          unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }
}
