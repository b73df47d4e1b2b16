package dev.tcpunit.junit;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.tcpunit.capture.CaptureRequest;
import dev.tcpunit.internal.engine.afpacket.AfPacketEngine;
import dev.tcpunit.internal.live.LoopbackExchange;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** A JVM that runs a class and prints how each test ended. */
final class OrdealRun {
  private OrdealRun() {}

  public static void main(String[] arguments) throws Exception {
    var request = LauncherDiscoveryRequestBuilder.request();
    request.selectors(selectClass(Class.forName(arguments[0])));
    LauncherFactory.create().execute(request.build(), new Printer());
  }

  private static final class Printer implements TestExecutionListener {
    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
      System.out.print(test.getDisplayName() + " " + result.getStatus() + " ");
      result.getThrowable().ifPresent(Printer::print);
      System.out.println();
    }

    private static void print(Throwable failure) {
      System.out.print(failure.getMessage());
      List.of(failure.getSuppressed()).forEach(also -> System.out.print("\n" + also));
    }
  }

  @CaptureTcp
  static class Uploads {
    @Test
    void passes(TcpCapture capture) throws Exception {
      upload(capture);
    }

    @Test
    void fails(TcpCapture capture) throws Exception {
      upload(capture);
      throw new AssertionError("meant");
    }
  }

  private static void upload(TcpCapture capture) throws IOException {
    try (LoopbackExchange exchange = new LoopbackExchange()) {
      exchange.upload(new byte[100]);
      assertThat(capture.connectionTo(exchange.port())).hasNoRetransmissions().hasCleanFin();
    }
  }

  /** No descriptor is left when the capture starts; the classes that it takes are loaded before. */
  static class Starved {
    @Test
    void starts_a_capture() throws Exception {
      start("lo");
      Throwable refused = catchThrowable(() -> start("no-such-interface"));
      List<InputStream> held = new ArrayList<>();
      try {
        while (true) {
          held.add(new FileInputStream("/dev/null"));
        }
      } catch (IOException none) {
        refused = catchThrowable(() -> start("lo"));
      }
      for (InputStream each : held) {
        each.close();
      }
      throw new AssertionError(refused);
    }

    private static void start(String interfaceName) throws Exception {
      CaptureRequest request = CaptureRequest.headersOn(interfaceName);
      new AfPacketEngine().start(request, frame -> {}).close();
    }
  }

  @CaptureTcp
  static class StopsItsCapture {
    static final String STOPPED = "stopped: ";

    @Test
    void stops_it(TcpCapture capture) throws Exception {
      ProcessHandle program = captureProgram();
      new ProcessBuilder("kill", "-STOP", "" + program.pid()).start().waitFor();
      System.out.println(STOPPED + program.pid());
      upload(capture);
    }
  }

  static ProcessHandle captureProgram() {
    return ProcessHandle.current()
        .descendants()
        .filter(each -> each.info().command().orElse("").endsWith("/tcpdump"))
        .findFirst()
        .orElseThrow();
  }
}
