package dev.tcpunit;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * Finds captures with independent truth that may lie beside the checkout. They are not part of the
 * project: without them the tests that compare with them are skipped.
 */
public final class SharedCorpus {
  private SharedCorpus() {}

  /** A folder or file of the collection; skips the test where it is not there. */
  public static Path require(String relative) {
    Path path = root().resolve(relative);
    Assumptions.assumeTrue(Files.exists(path), "no captures with independent truth at " + path);
    return path;
  }

  private static Path root() {
    String named = System.getProperty("tcpunit.corpus");
    if (named != null) {
      return Path.of(named);
    }
    Path checkout = Path.of("").toAbsolutePath().getParent();
    return checkout.resolveSibling("shared");
  }
}
