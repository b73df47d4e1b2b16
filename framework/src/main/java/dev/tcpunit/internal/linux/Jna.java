package dev.tcpunit.internal.linux;

import java.util.Optional;

/**
 * Whether JNA, through which Java calls the system, works here: found out once. It carries a native
 * part that it unpacks into a folder and loads from there, which goes wrong where the folder cannot
 * be written or is mounted {@code noexec}.
 */
public final class Jna {
  /** What to do where it does not work. */
  public static final String REMEDY =
      "JNA unpacks its native part into a folder, below the home folder (.cache/JNA/temp) or"
          + " java.io.tmpdir: let -Djna.tmpdir name one that can be written and is not mounted"
          + " noexec";

  private static final Optional<String> FAILURE = tryToLoad();

  private Jna() {}

  private static Optional<String> tryToLoad() {
    try {
      Class.forName("com.sun.jna.Native");
      return Optional.empty();
    } catch (ClassNotFoundException | LinkageError e) {
      String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      return Optional.of("JNA could not load its native part (" + reason + ")");
    }
  }

  /** Why it does not work; empty where it does. */
  public static Optional<String> failure() {
    return FAILURE;
  }

  /** Throws an error of the kernel's kind where it does not work. */
  static void check() throws LinuxException {
    if (FAILURE.isPresent()) {
      throw new LinuxException(FAILURE.get());
    }
  }
}
