package dev.tcpunit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM that a test starts and that soon ends: it need not compile well, and so starts faster. */
public final class ShortLivedJvm {
  public static final List<String> OPTIONS = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  private ShortLivedJvm() {}

  /** The program and its options, to add others to. */
  public static List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(OPTIONS);
    return command;
  }
}
