package dev.tcpunit.junit;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.trace.Trace;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceFileTest {
  @TempDir Path directory;

  static class OfAResource {
    @Test
    void beside(@TraceFile("handshake.txt") Trace trace) {
      assertThat(trace.connections()).hasSize(1);
      assertThat(trace.connections().get(0)).hasCompletedHandshake();
      assertThat(trace.source()).isEqualTo("handshake.txt");
    }

    @Test
    void at_the_root(@TraceFile("dev/tcpunit/junit/handshake.txt") Trace trace) {
      assertThat(trace.packets()).isEqualTo(3);
    }

    @Test
    void missing(@TraceFile("nowhere.pcap") Trace trace) {}
  }

  @Test
  void should_read_a_resource_and_say_where_it_looked_for_one() {
    var results = new Kit(directory).run(OfAResource.class);

    assertThat(Kit.succeeded(results))
        .containsExactlyInAnyOrder("beside(Trace)", "at_the_root(Trace)");
    assertThat(Kit.failures(results))
        .singleElement()
        .asString()
        .contains(
            "there is no capture \"nowhere.pcap\": no resource beside"
                + " dev.tcpunit.junit.TraceFileTest$OfAResource, none at the root of the class"
                + " path, and no file "
                + Path.of("nowhere.pcap").toAbsolutePath());
  }
}
