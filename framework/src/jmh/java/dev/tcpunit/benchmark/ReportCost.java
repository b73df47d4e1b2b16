package dev.tcpunit.benchmark;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.tcpunit.analysis.Traces;
import dev.tcpunit.internal.html.PageContent;
import dev.tcpunit.internal.html.PageFiles;
import dev.tcpunit.junit.CaptureTcp;
import dev.tcpunit.junit.TcpCapture;
import dev.tcpunit.trace.Trace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Prints what reports cost: what the pages, captures and the index of 500 failed tests take in time
 * and room, and the page of one long upload. The option is how many segments that one has.
 *
 * <pre>
 * mvn -Pbenchmarks -pl framework process-test-classes exec:exec@benchmark \
 *     -Dbenchmark="dev.tcpunit.benchmark.ReportCost 1000000"
 * </pre>
 */
public final class ReportCost {
  private static final int TESTS = 500;
  private static final int BYTES = 154_297;
  private static final int SEGMENTS_A_ROUND = 6;
  private static final int LOSS_EVERY = 200;
  private static final int HEADERS_ONLY = 66;

  private ReportCost() {}

  /** Runs the benchmark; the argument is a number of segments. */
  public static void main(String[] args) throws IOException {
    Path folder = Files.createTempDirectory("report-cost");
    double without = seconds(folder, "never");
    double with = seconds(folder, "always");
    Path pages = PageFiles.folder(folder);
    long[] sizes = sizes(pages);
    System.out.printf(
        "%d failed tests: %.1f s without reports, %.1f s with them: %.1f s more%n",
        TESTS, without, with, with - without);
    System.out.printf(
        "index %d bytes; pages of %d to %d bytes, median %d%n",
        Files.size(PageFiles.index(pages)),
        sizes[0],
        sizes[sizes.length - 1],
        sizes[sizes.length / 2]);
    longUpload(folder, args.length > 0 ? Integer.parseInt(args[0]) : 100_000);
  }

  private static double seconds(Path folder, String kept) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectClass(Failing.class))
            .configurationParameter("tcpunit.directory", folder.toString())
            .configurationParameter("tcpunit.html", kept)
            .configurationParameter("tcpunit.artifacts", kept)
            .configurationParameter("tcpunit.report", "none")
            .build();
    long start = System.nanoTime();
    LauncherFactory.create().execute(request);
    return (System.nanoTime() - start) / 1e9;
  }

  private static long[] sizes(Path pages) throws IOException {
    try (Stream<Path> files = Files.walk(pages, 2)) {
      List<Path> found =
          files
              .filter(file -> pages.relativize(file).getNameCount() == 2)
              .filter(file -> file.toString().endsWith(".html"))
              .toList();
      if (found.size() != TESTS) {
        throw new IllegalStateException(found.size() + " pages of " + TESTS + " tests");
      }
      long[] sizes = found.stream().mapToLong(file -> file.toFile().length()).toArray();
      Arrays.sort(sizes);
      return sizes;
    }
  }

  private static void longUpload(Path folder, int segments) throws IOException {
    Path file = folder.resolve("long.pcap");
    CaptureGenerator.write(
        new CaptureGenerator.Shape(
            "long", 1, 1, segments / SEGMENTS_A_ROUND, LOSS_EVERY, HEADERS_ONLY),
        file);
    Trace trace = Traces.read(file);
    Path page = folder.resolve("long.html");
    long start = System.nanoTime();
    PageFiles.writePage(page, PageContent.ofCapture(trace, connection -> true));
    System.out.printf(
        "%s of %d segments: %.1f s, %d bytes%n",
        page, trace.tcpSegments(), (System.nanoTime() - start) / 1e9, Files.size(page));
  }

  @CaptureTcp
  static class Failing {
    @RepeatedTest(TESTS)
    void uploads(TcpCapture capture) throws IOException {
      try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
          Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
          Socket accepted = server.accept()) {
        Thread receiver = new Thread(() -> receive(accepted));
        receiver.start();
        client.getOutputStream().write(new byte[BYTES]);
        client.getInputStream().read();
        assertThat(capture.connectionTo(server.getLocalPort()))
            .hasCompletedHandshake()
            .hasNoRetransmissions()
            .wasRefused();
      }
    }

    private static void receive(Socket accepted) {
      try {
        accepted.getInputStream().readNBytes(BYTES);
        accepted.getOutputStream().write(1);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
