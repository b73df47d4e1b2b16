package dev.tcpunit.maven;

import java.util.Locale;
import org.apache.maven.plugin.MojoFailureException;

/** What {@code tcpunit.format} may say. */
enum OutputFormat {
  TEXT,
  JSON;

  static OutputFormat of(String name) throws MojoFailureException {
    try {
      return valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new MojoFailureException(
          "tcpunit.format is '" + name + "', but must be text or json", e);
    }
  }
}
