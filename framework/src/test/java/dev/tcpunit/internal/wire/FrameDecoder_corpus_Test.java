package dev.tcpunit.internal.wire;

import static org.assertj.core.api.BDDAssertions.then;

import dev.tcpunit.SharedCorpus;
import dev.tcpunit.internal.file.CaptureFile;
import dev.tcpunit.net.ChecksumStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Counts what the decoder makes of others' captures, and compares with what tshark made of them.
 */
class FrameDecoder_corpus_Test {
  private static final Pattern TRUTH =
      Pattern.compile(
          "\"file\":\"([^\"]+)\".*\"tcp_packets\":(\\d+).*\"checksum_status\":\\{(.*?)}");

  private static final Pattern GOOD_CHECKSUMS = Pattern.compile("\"1\":(\\d+)");

  private static final String TUNNEL = "in a tunnel, which is counted and not looked into";
  private static final String ICMP = "quoted in an ICMP error, so not a segment on the wire";
  private static final String OVERLAP =
      "the fragments overlap with different bytes: which the receiver took cannot be told";
  private static final String LENGTH =
      "a fragment with more to come must be a multiple of 8 bytes long, and is not";

  /** Files for which the number of segments differs: the decoder's number, and why. */
  private static final Map<String, Difference> DIFFERENCES = new HashMap<>();

  static {
    differs("PcapPlusPlus--PacketExamples_IPv4-encapsulated-IPv6.pcap", 0, TUNNEL);
    differs("nDPI--pcap_rtmp.pcapng", 26, TUNNEL);
    differs("nDPI--pcap_vxlan.pcap", 0, TUNNEL);
    differs("suricata-verify--bug-5633-gre-02_gre-sample.pcap", 0, TUNNEL);
    differs("suricata-verify--vxlan-decoder-03_vxlan.pcap", 0, TUNNEL);
    differs("tcpdump--tests_geneve-gcp.pcap", 0, TUNNEL);
    for (String outer : List.of("ipv4", "ipv6")) {
      for (String inner : List.of("geneve-ipv4", "geneve-ipv6", "vxlan-ipv4", "vxlan-ipv6")) {
        differs("tcpdump--tests_gso-" + outer + "-" + inner + ".pcap", 0, TUNNEL);
      }
    }
    differs("zeek--tunnels_4in6.pcap", 0, TUNNEL);
    differs("zeek--tunnels_geneve-47101.pcap", 0, TUNNEL);
    differs("zeek--tunnels_geneve-many-options.pcap", 0, TUNNEL);
    differs("zeek--tunnels_vxlan-encapsulated-http.pcap", 0, TUNNEL);
    String suricata = "suricata-verify--ipv6-evasion_ipv6-";
    differs(suricata + "kill-router-gateway_kill_router6.pcap", 5, ICMP);
    differs(suricata + "malformed-fragments-22_frag-22.pcap", 1, ICMP);
    differs("zeek--ipv4_fragmented-4.pcap", 2, OVERLAP);
    differs("tcpdump--tests_rpki-rtr-oobr.pcap", 0, LENGTH);
  }

  private record Difference(int segments, String reason) {}

  private record Truth(int segments, int goodChecksums) {}

  private static final class Counts {
    private final int[] outcomes = new int[FrameOutcome.values().length];
    private final int[] checksums = new int[ChecksumStatus.values().length];

    int of(FrameOutcome outcome) {
      return outcomes[outcome.ordinal()];
    }
  }

  private static void differs(String file, int segments, String reason) {
    DIFFERENCES.put(file, new Difference(segments, reason));
  }

  @Test
  void should_find_the_segments_that_tshark_finds_but_for_the_listed_ones() throws IOException {
    Map<String, String> unexplained = new TreeMap<>();
    for (Map.Entry<String, Truth> entry : truth().entrySet()) {
      String file = entry.getKey();
      Difference difference = DIFFERENCES.get(file);
      int expected = difference == null ? entry.getValue().segments() : difference.segments();
      int found = count(capture(file)).of(FrameOutcome.TCP);
      if (found != expected) {
        unexplained.put(file, "%d segments instead of %d".formatted(found, expected));
      }
    }
    then(unexplained).isEmpty();
  }

  @Test
  void should_find_valid_the_checksums_that_tshark_finds_good() throws IOException {
    Map<String, String> unexplained = new TreeMap<>();
    for (Map.Entry<String, Truth> entry : truth().entrySet()) {
      int found = count(capture(entry.getKey())).checksums[ChecksumStatus.VALID.ordinal()];
      int expected = entry.getValue().goodChecksums();
      if (found != expected && !DIFFERENCES.containsKey(entry.getKey())) {
        unexplained.put(entry.getKey(), "%d valid instead of %d".formatted(found, expected));
      }
    }
    then(unexplained).isEmpty();
  }

  @Test
  void should_list_no_difference_that_is_none() throws IOException {
    Map<String, Truth> truth = truth();
    then(truth.keySet()).containsAll(DIFFERENCES.keySet());
    DIFFERENCES.forEach(
        (file, difference) ->
            then(truth.get(file).segments())
                .as("%s: %s", file, difference.reason())
                .isGreaterThan(difference.segments()));
  }

  @Test
  void should_count_the_segments_in_tunnels_as_tunnel() throws IOException {
    SharedCorpus.require("corpus/captures");
    for (Map.Entry<String, Difference> entry : DIFFERENCES.entrySet()) {
      if (entry.getValue().reason().equals(TUNNEL)) {
        int segments = truth().get(entry.getKey()).segments();
        Counts counts = count(capture(entry.getKey()));
        then(counts.of(FrameOutcome.TCP) + counts.of(FrameOutcome.TUNNEL))
            .as(entry.getKey())
            .isGreaterThanOrEqualTo(segments);
      }
    }
  }

  @Test
  void should_give_every_frame_of_a_damaged_file_an_outcome() throws IOException {
    int files = 0;
    try (Stream<Path> paths = Files.walk(SharedCorpus.require("corpus/bad"))) {
      for (Path path : (Iterable<Path>) paths.filter(Files::isRegularFile)::iterator) {
        count(path);
        files++;
      }
    }
    then(files).isGreaterThanOrEqualTo(257);
  }

  private static Path capture(String file) {
    return SharedCorpus.require("corpus/captures").resolve(file);
  }

  private static Counts count(Path file) {
    FrameDecoder decoder = new FrameDecoder();
    DecodedSegment segment = new DecodedSegment();
    Counts counts = new Counts();
    try {
      CaptureFile.read(
          file,
          frame -> {
            FrameOutcome outcome = decoder.decode(frame, segment);
            counts.outcomes[outcome.ordinal()]++;
            if (outcome == FrameOutcome.TCP) {
              counts.checksums[segment.checksum.ordinal()]++;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
    return counts;
  }

  private static Map<String, Truth> truth() throws IOException {
    Map<String, Truth> truth = new TreeMap<>();
    for (String line : Files.readAllLines(SharedCorpus.require("corpus/truth/files.jsonl"))) {
      Matcher matcher = TRUTH.matcher(line);
      then(matcher.find()).as(line).isTrue();
      Matcher good = GOOD_CHECKSUMS.matcher(matcher.group(3));
      int goodChecksums = good.find() ? Integer.parseInt(good.group(1)) : 0;
      truth.put(matcher.group(1), new Truth(Integer.parseInt(matcher.group(2)), goodChecksums));
    }
    return truth;
  }
}
