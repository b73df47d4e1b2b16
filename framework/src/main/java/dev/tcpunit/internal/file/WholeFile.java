package dev.tcpunit.internal.file;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Writes files that others may read meanwhile: they see the old text or the new one, whole. */
public final class WholeFile {
  private WholeFile() {}

  /** What writes the text of a file, piece by piece. */
  @FunctionalInterface
  public interface Text {
    /** Writes all of it. */
    void writeTo(Writer out) throws IOException;
  }

  /** Writes a file, and makes its folder where there is none. */
  public static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    write(file, part -> Files.writeString(part, text, StandardOpenOption.CREATE_NEW));
  }

  /** The same for a file that only its owner may read. */
  public static void writePrivate(Path file, String text) throws IOException {
    writePrivate(file, out -> out.write(text));
  }

  /** The same for a text that need not be held as a whole. */
  public static void writePrivate(Path file, Text text) throws IOException {
    write(
        file,
        part -> {
          try (Writer out = PrivateFiles.replaceText(part)) {
            text.writeTo(out);
          }
        });
  }

  private interface Content {
    void writeTo(Path part) throws IOException;
  }

  private static void write(Path file, Content content) throws IOException {
    String mark = "." + ProcessHandle.current().pid() + "-" + System.nanoTime() + ".part";
    Path unfinished = file.resolveSibling(file.getFileName() + mark);
    try {
      content.writeTo(unfinished);
      Files.move(
          unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }
}
