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

  /** What is written to the place that JUnit names. */
  interface Content {
    void writeTo(Path target) throws IOException;
  }

  /**
   * Publishes a copy of a file.
   *
   * @param key the report entry that says where it lies
   * @param type its media type: {@code text/html}
   */
  static void publish(ExtensionContext context, String key, Path file, String type) {
    publish(context, key, file, type, target -> copy(file, target));
  }

  /**
   * Publishes what stands for a file.
   *
   * @param content what is written under the file's name
   */
  static void publish(
      ExtensionContext context, String key, Path file, String type, Content content) {
    context.publishReportEntry(Map.of(key, file.toString()));
    String name = file.getFileName().toString();
    try {
      publishAs(context, name, type, content);
    } catch (JUnitException ignored) {
      // A launcher that takes no files: the file lies where the entry says.
    }
  }

  private static void publishAs(
      ExtensionContext context, String name, String type, Content content) {
    try {
      context.publishFile(name, MediaType.parse(type), content::writeTo);
    } catch (LinkageError before514) {
      publishBefore514(context, name, type, content);
    }
  }

  @SuppressWarnings("deprecation")
  private static void publishBefore514(
      ExtensionContext context, String name, String type, Content content) {
    try {
      context.publishFile(
          name, org.junit.jupiter.api.extension.MediaType.parse(type), content::writeTo);
    } catch (LinkageError ignored) {
      // Before 5.12: the report entry has to do.
    }
  }

  /** Copies a file with its permissions: who may not read the file may not read the copy. */
  private static void copy(Path file, Path target) throws IOException {
    Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
  }
}
