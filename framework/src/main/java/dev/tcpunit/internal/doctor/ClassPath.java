package dev.tcpunit.internal.doctor;

import java.io.File;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/** The class path by which another JVM finds what this one has. */
final class ClassPath {
  private ClassPath() {}

  static String ofThisCode() {
    // Maven gives a plugin a loader of its own, and its own SLF4J; elsewhere the JVM's class path
    // holds everything.
    if (ClassPath.class.getClassLoader() instanceof URLClassLoader loader) {
      URL slf4j = LoggerFactory.class.getProtectionDomain().getCodeSource().getLocation();
      return Stream.concat(Arrays.stream(loader.getURLs()), Stream.of(slf4j))
          .map(ClassPath::file)
          .distinct()
          .collect(Collectors.joining(File.pathSeparator));
    }
    return System.getProperty("java.class.path");
  }

  private static String file(URL url) {
    try {
      return Path.of(new URI(url.toString())).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("not a file: " + url, e);
    }
  }
}
