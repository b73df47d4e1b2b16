package dev.tcpunit.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tcpunit.SharedCorpus;
import dev.tcpunit.internal.file.CaptureFile;
import dev.tcpunit.internal.file.CaptureSite;
import dev.tcpunit.internal.file.PcapngWriter;
import dev.tcpunit.net.LinkAddresses;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.FlowCount;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Trace;
import dev.tcpunit.trace.Transit;
import dev.tcpunit.trace.VantagePoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Captures of both ends of a link: one connection each, with what happened between the ends. */
class BothEndsTest {
  private static final LinkAddresses LINK = LinkAddresses.parse("192.0.2.1,192.0.2.2");
  private static final AnalysisOptions OVER_LINK = AnalysisOptions.SEGMENTS.overLink(LINK);

  static List<Path> uploads() throws IOException {
    try (Stream<Path> files = Files.list(SharedCorpus.require("kernel-truth"))) {
      return files.filter(file -> file.toString().endsWith(".pcap")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("uploads")
  void should_count_a_connection_once_and_hold_both_views_if_the_link_is_known(Path pcap)
      throws IOException {
    Trace trace = Traces.read(pcap, OVER_LINK);

    assertThat(trace.connections()).hasSize(1);
    Connection whole = trace.connections().get(0);
    assertThat(whole.vantagePoint()).isEqualTo(VantagePoint.BOTH);
    Connection client = whole.atClient();
    assertThat(client.vantagePoint()).isEqualTo(VantagePoint.CLIENT);
    assertThat(client.client().address()).isEqualTo(LINK.own());
    Connection server = client.atServer();
    assertThat(server.vantagePoint()).isEqualTo(VantagePoint.SERVER);
    assertThat(server.client().address()).isEqualTo(LINK.mirrored());
    assertThat(server.atClient()).isSameAs(client);
    assertThat(server.whole()).isSameAs(whole);
    assertThat(whole.segmentCount()).isEqualTo(whole.segments().size());
    assertThat(server.trace()).isSameAs(trace);
    assertThat(client.segmentCount() + server.segmentCount()).isEqualTo(trace.tcpSegments());
  }

  @ParameterizedTest
  @MethodSource("uploads")
  void should_find_what_the_link_lost_and_copied(Path pcap) throws IOException {
    JsonNode link = truth(pcap).get("link");
    Connection connection = Traces.read(pcap, OVER_LINK).connections().get(0);
    Transit up = connection.clientToServer().transit();
    Transit down = connection.serverToClient().transit();

    assertThat(up.lost()).hasSize(link.path("dropped_up").asInt());
    assertThat(down.lost()).hasSize(link.path("dropped_down").asInt());
    assertThat(up.duplicated().size() + down.duplicated().size())
        .isEqualTo(link.path("duplicated").asInt());
    assertThat(up.strangers()).isEmpty();
    assertThat(down.strangers()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("uploads")
  void should_match_each_packet_with_the_one_of_the_same_sequence_number(Path pcap)
      throws IOException {
    Connection connection = Traces.read(pcap, OVER_LINK).connections().get(0);
    for (Role sender : Role.values()) {
      connection
          .flow(sender)
          .transit()
          .passages()
          .forEach(
              passage ->
                  assertThat(passage.arrivals())
                      .allSatisfy(
                          arrival -> {
                            assertThat(arrival.seq()).isEqualTo(passage.sent().seq());
                            assertThat(arrival.length()).isEqualTo(passage.sent().length());
                            assertThat(arrival.timeNanos())
                                .isGreaterThanOrEqualTo(passage.sent().timeNanos());
                          }));
    }
  }

  @Test
  void should_leave_the_views_apart_and_say_so_if_nothing_tells_of_the_link() throws IOException {
    Trace trace = Traces.read(pcap("clean"));

    assertThat(trace.connections()).hasSize(2);
    assertThat(trace.connections().get(0).isSeenAtBothEnds()).isFalse();
    assertThatThrownBy(() -> trace.connections().get(0).atServer())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("not made on a link that is both ends");
  }

  @Test
  void should_pair_the_views_if_the_file_says_which_link_it_was_captured_on(@TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("loss.pcapng");
    Path original = pcap("loss5-1");
    try (PcapngWriter writer = PcapngWriter.create(file, "test")) {
      int number = writer.addInterface("v0", 1, 262144, CaptureSite.on(LINK));
      CaptureFile.read(
          original,
          frame -> {
            try {
              writer.write(number, frame);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }

    Connection read = Traces.read(file).connections().get(0);
    Connection told = Traces.read(original, OVER_LINK).connections().get(0);
    assertThat(Traces.read(file).connections()).hasSize(1);
    assertThat(read.clientToServer().transit().lost())
        .hasSameSizeAs(told.clientToServer().transit().lost())
        .isNotEmpty();
    assertThat(read.clientToServer().count(FlowCount.RETRANSMISSIONS))
        .isEqualTo(told.clientToServer().count(FlowCount.RETRANSMISSIONS));
  }

  private static Path pcap(String name) {
    return SharedCorpus.require("kernel-truth").resolve(name + ".pcap");
  }

  private static JsonNode truth(Path pcap) throws IOException {
    String json = pcap.getFileName().toString().replace(".pcap", ".json");
    return new ObjectMapper().readTree(pcap.resolveSibling(json).toFile());
  }
}
