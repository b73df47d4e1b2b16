package dev.tcpunit.internal.doctor;

import dev.tcpunit.capture.CaptureEngine;
import dev.tcpunit.capture.CaptureException;
import dev.tcpunit.capture.CaptureRequest;
import dev.tcpunit.capture.LiveCapture;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.ServiceLoader.Provider;

/** Starts every engine on the loopback interface, and ends it at once. */
final class EngineCheck {
  private static final String SEPARATOR = "\t";

  private EngineCheck() {}

  /**
   * Prints a line for each engine: the doctor runs it where the engines are to be tried.
   *
   * @param args none
   */
  public static void main(String[] args) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    findings().stream().map(EngineCheck::line).forEach(out::println);
  }

  static List<Finding> findings() {
    return ServiceLoader.load(CaptureEngine.class, CaptureEngine.class.getClassLoader()).stream()
        .map(Provider::get)
        .sorted(Comparator.comparingInt(CaptureEngine::order))
        .map(EngineCheck::finding)
        .toList();
  }

  /** What this class finds in a JVM that the launcher starts. */
  static List<Finding> findingsOf(Path launcher) throws IOException {
    Process process =
        new ProcessBuilder(
                launcher.toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                ClassPath.ofThisCode(),
                EngineCheck.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    process.getOutputStream().close();
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      return lines.lines().map(EngineCheck::finding).toList();
    } finally {
      process.destroy();
    }
  }

  private static Finding finding(CaptureEngine engine) {
    try (LiveCapture capture = engine.start(CaptureRequest.headersOn(loopback()), frame -> {})) {
      return capture
          .failure()
          .map(failure -> failed(engine, failure))
          .orElseGet(() -> Finding.works(engine.name()));
    } catch (CaptureException e) {
      return failed(engine, e);
    }
  }

  private static Finding failed(CaptureEngine engine, CaptureException e) {
    return new Finding(engine.name(), false, e.happened(), e.remedy());
  }

  private static String loopback() {
    try {
      NetworkInterface loopback =
          NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress());
      return loopback == null ? "lo" : loopback.getName();
    } catch (SocketException e) {
      return "lo";
    }
  }

  private static String line(Finding finding) {
    return String.join(
        SEPARATOR,
        finding.name(),
        Boolean.toString(finding.works()),
        inOneLine(finding.happened()),
        inOneLine(finding.remedy()));
  }

  static Finding finding(String line) {
    String[] parts = line.split(SEPARATOR, -1);
    return new Finding(parts[0], Boolean.parseBoolean(parts[1]), parts[2], parts[3]);
  }

  private static String inOneLine(String text) {
    return text.replaceAll("\\s+", " ");
  }
}
