package dev.tcpunit.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tcpunit.SharedCorpus;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.FlowCount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Uploads over a lossy link, compared with what the kernel that made them counted itself. */
class KernelTruthTest {

  static List<Path> uploads() throws IOException {
    try (Stream<Path> files = Files.list(SharedCorpus.require("kernel-truth"))) {
      return files.filter(file -> file.toString().endsWith(".pcap")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("uploads")
  void should_find_the_retransmissions_that_the_kernel_counted(Path pcap) throws IOException {
    JsonNode truth = truth(pcap);
    Connection client = connection(pcap, truth.get("client_port").asInt(), "192.0.2.1");

    Flow flow = client.clientToServer();
    long found =
        flow.retransmissions()
            + flow.count(FlowCount.SYN_RETRANSMISSIONS)
            + flow.count(FlowCount.FIN_RETRANSMISSIONS);
    assertThat(found).isEqualTo(truth.at("/client_info/total_retrans").asLong());
  }

  private static Connection connection(Path pcap, int port, String address) throws IOException {
    return Traces.read(pcap).connectionsFrom(port).stream()
        .filter(c -> c.client().address().getHostAddress().equals(address))
        .findFirst()
        .orElseThrow();
  }

  private static JsonNode truth(Path pcap) throws IOException {
    String name = pcap.getFileName().toString().replace(".pcap", ".json");
    return new ObjectMapper().readTree(pcap.resolveSibling(name).toFile());
  }
}
