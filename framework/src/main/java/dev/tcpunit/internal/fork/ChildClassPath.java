package dev.tcpunit.internal.fork;

import java.io.File;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.ServiceLoader;
import java.util.Set;
import org.junit.platform.commons.JUnitException;
import org.junit.platform.engine.TestEngine;
import org.junit.platform.launcher.core.LauncherFactory;
import org.opentest4j.AssertionFailedError;

/**
 * The class path of the tests, whatever way the build tool gave it to this JVM, and what the tool
 * has added to run them: the Launcher and engines are seldom among a project's dependencies.
 */
final class ChildClassPath {
  /** Where Surefire keeps what the JVM was not started with. */
  private static final String OF_SUREFIRE = "surefire.test.class.path";

  private ChildClassPath() {}

  static String of(Class<?> test) {
    Set<String> entries = new LinkedHashSet<>();
    for (ClassLoader loader = test.getClassLoader(); loader != null; loader = loader.getParent()) {
      if (loader instanceof URLClassLoader urls) {
        for (URL url : urls.getURLs()) {
          add(entries, url);
        }
      }
    }
    String ofJvm = System.getProperty("java.class.path", "");
    for (String path : System.getProperty(OF_SUREFIRE, ofJvm).split(File.pathSeparator)) {
      entries.add(absolute(path));
    }
    addSources(entries, test);
    return String.join(File.pathSeparator, entries);
  }

  private static void addSources(Collection<String> entries, Class<?> test) {
    add(entries, test);
    add(entries, ForkMain.class);
    add(entries, LauncherFactory.class);
    add(entries, TestEngine.class);
    add(entries, JUnitException.class);
    add(entries, AssertionFailedError.class);
    for (TestEngine engine : ServiceLoader.load(TestEngine.class)) {
      add(entries, engine.getClass());
    }
  }

  private static void add(Collection<String> entries, Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    if (source != null && source.getLocation() != null) {
      add(entries, source.getLocation());
    }
  }

  private static void add(Collection<String> entries, URL url) {
    if (url.getProtocol().equals("file")) {
      try {
        entries.add(absolute(Path.of(url.toURI()).toString()));
      } catch (URISyntaxException e) {
        // Written by somebody who did not quote it.
        entries.add(absolute(url.getPath()));
      }
    }
  }

  /** An empty entry is the working directory. */
  private static String absolute(String path) {
    return path.endsWith("*") ? path : Path.of(path).toAbsolutePath().toString();
  }
}
