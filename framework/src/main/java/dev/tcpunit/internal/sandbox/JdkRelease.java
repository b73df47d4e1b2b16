package dev.tcpunit.internal.sandbox;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * What a JDK's {@code release} file says of it.
 *
 * @param feature the feature release, such as 17
 */
record JdkRelease(int feature) {
  static final String FILE = "release";

  static JdkRelease of(Path javaHome) {
    Path file = javaHome.resolve(FILE);
    Properties properties = new Properties();
    if (Files.isRegularFile(file)) {
      try (Reader reader = Files.newBufferedReader(file)) {
        properties.load(reader);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + file, e);
      }
    }
    String version = properties.getProperty("JAVA_VERSION", "").replace("\"", "");
    if (version.isBlank()) {
      // Images made by jlink have none: suppose that it is like the JVM which asks.
      return new JdkRelease(Runtime.version().feature());
    }
    return new JdkRelease(Integer.parseInt(version.split("[^0-9]", 2)[0]));
  }
}
