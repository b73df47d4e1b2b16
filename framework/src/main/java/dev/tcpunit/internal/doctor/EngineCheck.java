package dev.tcpunit.internal.doctor;

import dev.tcpunit.capture.CaptureEngine;
import dev.tcpunit.capture.CaptureException;
import dev.tcpunit.capture.CaptureRequest;
import dev.tcpunit.capture.LiveCapture;
import dev.tcpunit.internal.sandbox.SteadyNetwork;
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
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.ServiceLoader.Provider;
import java.util.stream.Collectors;

/** Starts every engine on the loopback interface, and ends it at once. */
final class EngineCheck {
  private static final String SEPARATOR = "\t";
  private static final String NETWORK = "network" + SEPARATOR;

  private EngineCheck() {}

  /**
   * Prints a line for each engine, and one for the network: the doctor runs it where the engines
   * are to be tried.
   *
   * @param args none
   */
  public static void main(String[] args) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    Optional<SteadyNetwork> network = SteadyNetwork.prepare(true);
    trials().stream().map(EngineCheck::line).forEach(out::println);
    network.ifPresent(steady -> out.println(NETWORK + inOneLine(steady.toString())));
  }

  /**
   * What was found in a private network.
   *
   * @param network how steady it is, in words; empty where it is not known
   */
  record Inside(List<Trial> engines, String network) {
    static final Inside NOTHING = new Inside(List.of(), "");

    static Inside of(List<String> lines) {
      Map<Boolean, List<String>> ofNetwork =
          lines.stream().collect(Collectors.partitioningBy(line -> line.startsWith(NETWORK)));
      return new Inside(
          ofNetwork.get(false).stream().map(EngineCheck::trial).toList(),
          ofNetwork.get(true).stream()
              .map(line -> line.substring(NETWORK.length()))
              .collect(Collectors.joining()));
    }
  }

  static List<Trial> trials() {
    return ServiceLoader.load(CaptureEngine.class, CaptureEngine.class.getClassLoader()).stream()
        .map(Provider::get)
        .sorted(Comparator.comparingInt(CaptureEngine::order))
        .map(EngineCheck::trial)
        .toList();
  }

  /** What this class finds in a JVM that the launcher starts. */
  static Inside inside(Path launcher) throws IOException {
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
      return Inside.of(lines.lines().toList());
    } finally {
      process.destroy();
    }
  }

  private static Trial trial(CaptureEngine engine) {
    try (LiveCapture capture = engine.start(CaptureRequest.headersOn(loopback()), frame -> {})) {
      return capture
          .failure()
          .map(failure -> failed(engine, failure))
          .orElseGet(() -> Trial.works(engine.name()));
    } catch (CaptureException e) {
      return failed(engine, e);
    }
  }

  private static Trial failed(CaptureEngine engine, CaptureException e) {
    return new Trial(engine.name(), false, e.happened(), e.remedy());
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

  private static String line(Trial trial) {
    return String.join(
        SEPARATOR,
        trial.name(),
        Boolean.toString(trial.works()),
        inOneLine(trial.happened()),
        inOneLine(trial.remedy()));
  }

  static Trial trial(String line) {
    String[] parts = line.split(SEPARATOR, -1);
    return new Trial(parts[0], Boolean.parseBoolean(parts[1]), parts[2], parts[3]);
  }

  private static String inOneLine(String text) {
    return text.replaceAll("\\s+", " ");
  }
}
