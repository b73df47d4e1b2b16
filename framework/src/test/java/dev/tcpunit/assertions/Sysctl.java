package dev.tcpunit.assertions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Settings of the test's own network under {@code net.ipv4}, for a while. */
public final class Sysctl {
  private static final Path FOLDER = Path.of("/proc/sys/net/ipv4");

  private final Map<String, String> settings = new LinkedHashMap<>();

  private Sysctl() {}

  public static Sysctl with(String name, String value) {
    return new Sysctl().and(name, value);
  }

  public Sysctl and(String name, String value) {
    settings.put(name, value);
    return this;
  }

  /** Plays it with these settings. */
  void play(Traffic.Script script, Scene scene) throws Exception {
    during(() -> script.play(scene));
  }

  /** Does it with these settings, and puts back those that were there before. */
  public void during(Action action) throws Exception {
    Map<String, String> before = new LinkedHashMap<>();
    for (String name : settings.keySet()) {
      before.put(name, read(name));
    }
    try {
      write(settings);
      action.run();
    } finally {
      write(before);
    }
  }

  /** Not Files.readString: it reads the first byte, and a sysctl's file is then at its end. */
  private static String read(String name) throws IOException {
    return String.join("", Files.readAllLines(FOLDER.resolve(name)));
  }

  private static void write(Map<String, String> settings) throws IOException {
    for (Map.Entry<String, String> setting : settings.entrySet()) {
      Files.writeString(FOLDER.resolve(setting.getKey()), setting.getValue());
    }
  }

  /** What is done with the settings. */
  @FunctionalInterface
  public interface Action {
    void run() throws Exception;
  }
}
