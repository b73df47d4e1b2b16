package dev.tcpunit.cli;

import dev.tcpunit.capture.LinkTypes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.URL;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;

/**
 * Runs each command once on a small capture, so that the JVM, which watches, can archive the
 * classes that they need: later runs start in half the time. The start script of the distribution
 * does this at its first run with a JDK.
 */
final class Rehearsal {
  /** A file of the older format without a packet: who reads it has loaded what reads all. */
  private static final byte[] PCAP =
      ByteBuffer.allocate(24)
          .putInt(0xA1B2C3D4)
          .putInt(2 << 16 | 4)
          .putLong(0)
          .putInt(1 << 18)
          .putInt(LinkTypes.ETHERNET)
          .array();

  private Rehearsal() {}

  /**
   * Loads what packets of other kinds than the capture's need: one class that is not in the archive
   * has the whole jar opened.
   */
  private static void loadAll(String folder) throws IOException, ClassNotFoundException {
    URL here = Rehearsal.class.getProtectionDomain().getCodeSource().getLocation();
    try (JarInputStream jar = new JarInputStream(here.openStream())) {
      for (JarEntry entry = jar.getNextJarEntry(); entry != null; entry = jar.getNextJarEntry()) {
        String name = entry.getName();
        if (name.startsWith(folder) && name.endsWith(".class") && !name.contains("package-info")) {
          Class.forName(name.substring(0, name.length() - 6).replace('/', '.'));
        }
      }
    }
  }

  /**
   * Runs the commands; what they print is lost.
   *
   * @param arguments the capture
   */
  public static void main(String... arguments) throws IOException, ClassNotFoundException {
    loadAll("dev/tcpunit/internal/wire/");
    loadAll("dev/tcpunit/internal/track/");
    loadAll("dev/tcpunit/internal/classify/");
    loadAll("dev/tcpunit/internal/file/");
    String capture = arguments[0];
    List<String[]> commands =
        List.of(
            new String[] {"analyze", capture, "-"},
            new String[] {"analyze", "--format", "json", capture},
            new String[] {"analyze", "--format", "json", "--segments", capture},
            new String[] {"analyze", "--ladder", "--assert", "hasCleanFin", capture},
            new String[] {"analyze", "--html", "/dev/null", capture},
            new String[] {"explain", capture});
    for (String[] command : commands) {
      Main.run(
          new ByteArrayInputStream(PCAP),
          OutputStream.nullOutputStream(),
          new PrintWriter(Writer.nullWriter()),
          command);
    }
  }
}
