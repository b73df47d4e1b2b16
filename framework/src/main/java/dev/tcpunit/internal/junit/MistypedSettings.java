package dev.tcpunit.internal.junit;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Refuses to run with a setting whose name is mistyped, which would otherwise be ignored. JUnit
 * does not list its configuration parameters; system properties and its file are looked through.
 */
final class MistypedSettings {
  private static final Namespace NAMESPACE = Namespace.create(MistypedSettings.class);
  private static final String FILE = "junit-platform.properties";

  private final Optional<String> complaint;

  private MistypedSettings() {
    complaint =
        SettingNames.complaint(
                new TreeSet<>(System.getProperties().stringPropertyNames()), "a system property")
            .or(
                () ->
                    SettingNames.complaint(
                        new TreeSet<>(ofFile().stringPropertyNames()), "in " + FILE));
  }

  /** Looks once in a run, and complains in each test that is captured. */
  static void refuse(ExtensionContext context) {
    MistypedSettings found =
        context
            .getRoot()
            .getStore(NAMESPACE)
            .getOrComputeIfAbsent(
                MistypedSettings.class, key -> new MistypedSettings(), MistypedSettings.class);
    found.complaint.ifPresent(
        text -> {
          throw new ExtensionConfigurationException(text);
        });
  }

  private static Properties ofFile() {
    Properties properties = new Properties();
    try (InputStream in =
        Thread.currentThread().getContextClassLoader().getResourceAsStream(FILE)) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException | IllegalArgumentException e) {
      properties.clear(); // JUnit reads it too, and says what is wrong with it
    }
    return properties;
  }
}
