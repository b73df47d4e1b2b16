package dev.tcpunit.junit;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.trace.Trace;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

class CaptureOfContextTest {
  /** An extension of somebody else, which takes what was captured of each test. */
  static class Collector implements AfterEachCallback {
    static final List<Optional<Trace>> TRACES = new ArrayList<>();

    @Override
    public void afterEach(ExtensionContext context) {
      TRACES.add(TcpCapture.of(context).map(TcpCapture::trace));
    }
  }

  @Nested
  @CaptureTcp
  @ExtendWith(Collector.class)
  class Captured {
    @Test
    void should_be_given_what_was_captured() throws Exception {
      try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
          Socket client = new Socket(server.getInetAddress(), server.getLocalPort())) {
        client.getOutputStream().write(new byte[7]);
      }
    }

    @AfterAll
    static void takesTheTrace() {
      assertThat(Collector.TRACES.remove(0))
          .hasValueSatisfying(
              trace ->
                  assertThat(trace).connection(c -> c.client(client -> client.hasByteCount(7))));
    }
  }

  @Nested
  @ExtendWith(Collector.class)
  class NotCaptured {
    @Test
    void should_be_given_nothing() {}

    @AfterAll
    static void takesNothing() {
      assertThat(Collector.TRACES).containsExactly(Optional.empty());
      Collector.TRACES.clear();
    }
  }
}
