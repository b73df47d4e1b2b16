package dev.tcpunit.junit;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.ShortLivedJvm;
import dev.tcpunit.internal.live.LoopbackExchange;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Uploads in the middle of which something happens to who sends or captures them. */
final class Interruptions {
  private static final byte[] HALF = new byte[500_000];

  private Interruptions() {}

  private interface Happening {
    void happen() throws Exception;
  }

  /** One upload; what happens does so while its first half is under way. */
  private static void upload(TcpCapture capture, Happening during, Happening after)
      throws Exception {
    try (LoopbackExchange exchange = new LoopbackExchange()) {
      try (LoopbackExchange.Pair pair = exchange.open()) {
        InputStream received = pair.server.getInputStream();
        Thread first = sending(pair);
        received.readNBytes(HALF.length / 2);
        during.happen();
        received.readNBytes(HALF.length / 2);
        first.join();
        Thread second = sending(pair);
        received.readNBytes(HALF.length);
        second.join();
        pair.client.close();
        received.read();
      }
      after.happen();
      assertThat(capture.connectionTo(exchange.port()))
          .hasNoRetransmissions()
          .hasNoBadChecksums()
          .client(client -> client.hasByteCount(2L * HALF.length))
          .hasCleanFin();
    }
  }

  private static Thread sending(LoopbackExchange.Pair pair) {
    Thread thread = new Thread(() -> pair.send(HALF));
    thread.start();
    return thread;
  }

  private static void run(String... command) throws Exception {
    new ProcessBuilder(command).inheritIO().start().waitFor();
  }

  /** Another process stops this JVM, does something, and lets it go on. */
  private static void stopped(List<String> meanwhile) throws Exception {
    List<String> command = new ArrayList<>(List.of("sh", "-c"));
    command.add("kill -STOP \"$0\"; \"$@\"; kill -CONT \"$0\"");
    command.add("" + ProcessHandle.current().pid());
    command.addAll(meanwhile);
    run(command.toArray(String[]::new));
  }

  @CaptureTcp
  static class OfTheJvm {
    @Test
    void goes_on(TcpCapture capture) throws Exception {
      upload(capture, () -> stopped(List.of("sleep", "1")), () -> {});
    }
  }

  @CaptureTcp
  static class OfTheCapture {
    @Test
    void goes_on(TcpCapture capture) throws Exception {
      String program = "" + OrdealRun.captureProgram().pid();
      upload(capture, () -> run("kill", "-STOP", program), () -> run("kill", "-CONT", program));
    }
  }

  /** More passes than the kernel's buffer takes while nobody empties it. */
  @CaptureTcp
  static class Overrun {
    @Test
    void misses_segments(TcpCapture capture) throws Exception {
      List<String> flood = ShortLivedJvm.command();
      flood.addAll(List.of("-cp", System.getProperty("java.class.path"), Flood.class.getName()));
      upload(capture, () -> stopped(flood), () -> {});
    }
  }

  /** Sends a hundred thousand segments of a byte. */
  static final class Flood {
    public static void main(String[] arguments) throws Exception {
      try (LoopbackExchange exchange = new LoopbackExchange();
          LoopbackExchange.Pair pair = exchange.open()) {
        pair.client.setTcpNoDelay(true);
        for (int i = 0; i < 100_000; i++) {
          pair.client.getOutputStream().write(1);
          pair.server.getInputStream().read();
        }
      }
    }
  }

  /** The interface that is captured goes, and not the one that the upload takes. */
  @CaptureTcp
  static class OfTheInterface {
    static final String NAME = "v0";

    @Test
    void goes_on(TcpCapture capture) throws Exception {
      upload(capture, () -> run("ip", "link", "delete", NAME), () -> {});
    }
  }

  @CaptureTcp
  static class OfTheLoopback {
    @Test
    void goes_on(TcpCapture capture) throws Exception {
      upload(capture, OfTheLoopback::downAndUp, () -> {});
    }

    private static void downAndUp() throws Exception {
      run("ip", "link", "set", "lo", "down");
      run("ip", "link", "set", "lo", "up");
    }
  }
}
