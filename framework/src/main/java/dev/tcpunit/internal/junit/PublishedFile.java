package dev.tcpunit.internal.junit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.junit.jupiter.api.MediaType;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.JUnitException;

/**
 * Hands a file to JUnit's reports. {@code publishFile} came with JUnit 5.12 and took its present
 * form with 5.14; before, the report names only where the file lies.
 */
final class PublishedFile {
  private PublishedFile() {}

  /**
   * Publishes a file.
   *
   * @param key the report entry that says where it lies
   * @param type its media type: {@code text/html}
   */
  static void publish(ExtensionContext context, String key, Path file, String type) {
    context.publishReportEntry(Map.of(key, file.toString()));
    String name = file.getFileName().toString();
    try {
      publishAs(context, file, name, type);
    } catch (JUnitException ignored) {
      // A launcher that takes no files: the file lies where the entry says.
    }
  }

  private static void publishAs(ExtensionContext context, Path file, String name, String type) {
    try {
      context.publishFile(name, MediaType.parse(type), target -> copy(file, target));
    } catch (LinkageError before514) {
      publishBefore514(context, file, name, type);
    }
  }

  @SuppressWarnings("deprecation")
  private static void publishBefore514(
      ExtensionContext context, Path file, String name, String type) {
    try {
      context.publishFile(
          name,
          org.junit.jupiter.api.extension.MediaType.parse(type),
          target -> copy(file, target));
    } catch (LinkageError ignored) {
      // Before 5.12: the report entry has to do.
    }
  }

  /** Copies a file with its permissions: who may not read the file may not read the copy. */
  private static void copy(Path file, Path target) throws IOException {
    Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
  }
}
