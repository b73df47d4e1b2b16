package dev.tcpunit.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tcpunit.SharedCorpus;
import dev.tcpunit.net.Endpoint;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.FlowCount;
import dev.tcpunit.trace.Handshake;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.Trace;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Captures that others published, compared with what tshark says of them. Where the two differ the
 * packets say why: {@link KnownDifference} lists each, and nothing else may differ.
 */
class CorpusTest {
  private static final int HANDSHAKE_BITS = 7;
  private static final Pattern TUNNEL =
      Pattern.compile(":(gre|gtp|vxlan|geneve):|:ip:ipv6:|:ipv6:ip:");
  private static final ObjectMapper JSON = new ObjectMapper();

  @TestFactory
  Stream<DynamicTest> should_agree_with_tshark_but_for_what_is_listed() throws IOException {
    Path root = SharedCorpus.require("corpus");
    Map<String, List<JsonNode>> streams = new HashMap<>();
    for (JsonNode stream : lines(root.resolve("truth/streams.jsonl"))) {
      streams.computeIfAbsent(stream.get("file").asText(), file -> new ArrayList<>()).add(stream);
    }
    return lines(root.resolve("truth/files.jsonl")).stream()
        .map(
            file -> {
              String name = file.get("file").asText();
              Path capture = root.resolve("captures").resolve(name);
              List<JsonNode> ofFile = streams.getOrDefault(name, List.of());
              return DynamicTest.dynamicTest(name, () -> compare(file, ofFile, capture));
            });
  }

  @Test
  void should_leave_undecided_at_most_two_of_a_hundred_resends() throws IOException {
    long undecided = 0;
    long resent = 0;
    try (Stream<Path> captures = Files.list(SharedCorpus.require("corpus/captures"))) {
      for (Path capture : captures.toList()) {
        for (Connection connection : CorpusTraces.read(capture).connections()) {
          undecided += count(connection, FlowCount.UNDECIDED);
          resent +=
              count(connection, FlowCount.RETRANSMISSIONS)
                  + count(connection, FlowCount.SYN_RETRANSMISSIONS)
                  + count(connection, FlowCount.FIN_RETRANSMISSIONS);
        }
      }
    }
    assertThat(resent).isGreaterThan(200);
    assertThat(100 * undecided).as("beside %d", resent).isLessThanOrEqualTo(2 * resent);
  }

  private static long count(Connection connection, FlowCount what) {
    return connection.clientToServer().count(what) + connection.serverToClient().count(what);
  }

  private static void compare(JsonNode file, List<JsonNode> streams, Path capture)
      throws IOException {
    Trace trace = CorpusTraces.read(capture);
    List<String> differences = new ArrayList<>();
    long tunnelled =
        streams.stream()
            .filter(CorpusTest::isTunnelled)
            .mapToLong(s -> s.at("/packets/c2s").asLong() + s.at("/packets/s2c").asLong())
            .sum();
    if (trace.tcpSegments() != file.get("tcp_packets").asLong() - tunnelled) {
      differences.add("tcp packets");
    }
    assertThat(trace.packets()).isEqualTo(file.get("packets").asLong());
    Map<Long, Connection> byFrame = new HashMap<>();
    for (Connection connection : trace.connections()) {
      for (Segment segment : connection.segments()) {
        byFrame.put(segment.frame(), connection);
      }
    }
    for (JsonNode stream : streams) {
      if (!stream.get("icmp_only").asBoolean() && !isTunnelled(stream)) {
        Connection connection = byFrame.get(stream.get("first_frame").asLong());
        compare(stream, connection, differences);
      }
    }
    assertThat(differences)
        .containsExactlyInAnyOrderElementsOf(KnownDifference.of(capture.getFileName().toString()));
  }

  /** TCP within another protocol is counted as such, and not looked into. */
  private static boolean isTunnelled(JsonNode stream) {
    return TUNNEL.matcher(stream.get("encap").toString()).find();
  }

  private static void compare(JsonNode stream, Connection found, List<String> differences)
      throws IOException {
    String id = "stream " + stream.get("stream").asInt() + " ";
    if (found == null) {
      differences.add(id + "missing");
      return;
    }
    Endpoint client = endpoint(stream.get("client"));
    Endpoint server = endpoint(stream.get("server"));
    boolean same = found.client().equals(client) && found.server().equals(server);
    boolean exchanged = found.client().equals(server) && found.server().equals(client);
    assertThat(same || exchanged).as(id + found).isTrue();
    // tshark's last resort is who sent the first packet, ours is the port: no truth in either.
    if (!same && !stream.get("client_rule").asText().equals("first-packet")) {
      differences.add(id + "client");
    }
    Map<String, Flow> flows = new LinkedHashMap<>();
    flows.put("c2s", same ? found.clientToServer() : found.serverToClient());
    flows.put("s2c", same ? found.serverToClient() : found.clientToServer());
    flows.forEach((direction, flow) -> compare(stream, direction, flow, id, differences));
    boolean completed = (stream.get("completeness").asInt() & HANDSHAKE_BITS) == HANDSHAKE_BITS;
    if (completed != (found.handshake().state() == Handshake.State.COMPLETED)) {
      differences.add(id + "handshake");
    }
  }

  private static void compare(
      JsonNode stream, String direction, Flow flow, String id, List<String> differences) {
    if (flow.segments() != stream.at("/packets/" + direction).asLong()) {
      differences.add(id + direction + " segments");
      return;
    }
    if (flow.count(FlowCount.PAYLOAD_BYTES) != stream.at("/bytes/" + direction).asLong()) {
      differences.add(id + direction + " bytes");
    }
    if (flow.finOffset().isPresent() != stream.at("/fin/" + direction).size() > 0) {
      differences.add(id + direction + " fin");
    }
    if (flow.hasSentReset() != stream.at("/rst/" + direction).size() > 0) {
      differences.add(id + direction + " rst");
    }
    JsonNode payload = stream.at("/payload/" + direction);
    boolean exact = payload.get("exact").asBoolean() && payload.get("own_len").asLong() > 0;
    String digest = flow.payloadSha256().orElse("none");
    if (exact && !digest.equals(payload.get("own_sha256").asText())) {
      differences.add(id + direction + " payload");
    }
  }

  private static Endpoint endpoint(JsonNode node) throws IOException {
    return Endpoint.of(InetAddress.getByName(node.get(0).asText()), node.get(1).asInt());
  }

  private static List<JsonNode> lines(Path file) throws IOException {
    List<JsonNode> nodes = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      nodes.add(JSON.readTree(line));
    }
    return nodes;
  }
}
