package dev.tcpunit.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tcpunit.SharedCorpus;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentFinding;
import dev.tcpunit.trace.SegmentKind;
import dev.tcpunit.trace.Trace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What tshark's flags say of single frames in captures that others published, compared with what
 * was found about the same frames.
 */
class CorpusFlagsTest {
  private record Seen(Connection connection, Segment segment) {
    long frame() {
      return segment.frame();
    }
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  /** A flag of tshark's, or several, and what stands for it here. */
  private enum Flag {
    RESENT("retransmission", "fast_retransmission", "spurious_retransmission", "out_of_order"),
    ZERO_WINDOW("zero_window"),
    KEEP_ALIVE("keep_alive"),
    DUPLICATE_ACK("duplicate_ack"),
    WINDOW_UPDATE("window_update"),
    REUSED_PORTS("reused_ports");

    private final List<String> names;

    Flag(String... names) {
      this.names = List.of(names);
    }

    boolean isFound(Seen seen) {
      Segment segment = seen.segment();
      return switch (this) {
        case RESENT -> RESENT_KINDS.contains(segment.kind()) && segment.end() > segment.seq();
        case ZERO_WINDOW -> segment.has(SegmentFinding.ZERO_WINDOW);
        case KEEP_ALIVE -> segment.kind() == SegmentKind.KEEP_ALIVE;
        case DUPLICATE_ACK -> segment.kind() == SegmentKind.DUPLICATE_ACK;
        case WINDOW_UPDATE -> segment.kind() == SegmentKind.WINDOW_UPDATE;
        case REUSED_PORTS -> isFirstOfAnother(seen);
      };
    }
  }

  /** A SYN that begins a connection, where the same two ports had one before. */
  private static boolean isFirstOfAnother(Seen seen) {
    Connection connection = seen.connection();
    return seen.segment().has(TcpFlags.SYN)
        && seen.frame() == connection.segments().get(0).frame()
        && connection.trace().connections().stream()
            .anyMatch(
                other ->
                    other.index() < connection.index()
                        && Set.of(other.client(), other.server())
                            .equals(Set.of(connection.client(), connection.server())));
  }

  private static final Set<SegmentKind> RESENT_KINDS =
      Set.of(
          SegmentKind.RETRANSMISSION,
          SegmentKind.REORDERED,
          SegmentKind.NETWORK_DUPLICATE,
          SegmentKind.UNDECIDED);

  @Test
  void should_flag_the_frames_that_tshark_flags_but_for_what_is_listed() throws Exception {
    Path root = SharedCorpus.require("corpus");
    Map<String, Map<Flag, Set<Long>>> said = flags(root.resolve("truth/streams.jsonl"));
    Map<Flag, Long> agreed = new EnumMap<>(Flag.class);
    List<String> differences = new ArrayList<>();
    for (Map.Entry<String, Map<Flag, Set<Long>>> file : new TreeMap<>(said).entrySet()) {
      Trace trace = CorpusTraces.read(root.resolve("captures").resolve(file.getKey()));
      file.getValue()
          .forEach(
              (flag, theirs) -> {
                agreed.merge(flag, agreements(trace, flag, theirs), Long::sum);
                String difference = difference(trace, flag, theirs);
                if (!difference.isEmpty()) {
                  differences.add(file.getKey() + " " + flag + difference);
                }
              });
    }
    System.out.println("frames flagged as tshark does: " + agreed);
    assertThat(differences).containsExactlyInAnyOrderElementsOf(known());
  }

  private static long agreements(Trace trace, Flag flag, Set<Long> theirs) {
    return segments(trace).filter(s -> theirs.contains(s.frame()) && flag.isFound(s)).count();
  }

  /** The frames that only tshark flags, then those that only we do; without those of a rule. */
  private static String difference(Trace trace, Flag flag, Set<Long> theirs) {
    Set<Long> onlyTheirs = new TreeSet<>(theirs);
    segments(trace)
        .filter(segment -> theirs.contains(segment.frame()))
        .filter(segment -> flag.isFound(segment) || isExplained(flag, segment))
        .forEach(segment -> onlyTheirs.remove(segment.frame()));
    List<Long> onlyOurs =
        segments(trace)
            .filter(segment -> flag.isFound(segment) && !theirs.contains(segment.frame()))
            .map(Seen::frame)
            .sorted()
            .toList();
    return (onlyTheirs.isEmpty() ? "" : " tshark " + onlyTheirs)
        + (onlyOurs.isEmpty() ? "" : " we " + onlyOurs);
  }

  /**
   * The same packet captured twice says nothing more; and an ACK that repeats the one before is no
   * duplicate ACK while nothing is outstanding (RFC 5681 section 2).
   */
  private static boolean isExplained(Flag flag, Seen seen) {
    return flag == Flag.DUPLICATE_ACK
        && (seen.segment().kind() == SegmentKind.NETWORK_DUPLICATE || !isAnythingOutstanding(seen));
  }

  private static boolean isAnythingOutstanding(Seen seen) {
    Segment ack = seen.segment();
    return seen.connection().segments().stream()
        .filter(other -> other.from() != ack.from() && other.frame() < ack.frame())
        .anyMatch(other -> other.end() > ack.ack());
  }

  private static Stream<Seen> segments(Trace trace) {
    return trace.connections().stream()
        .flatMap(
            connection -> connection.segments().stream().map(each -> new Seen(connection, each)));
  }

  /** The resource's lines that give no reason. */
  private static List<String> known() throws Exception {
    Path list = Path.of(CorpusFlagsTest.class.getResource("corpus-flags.txt").toURI());
    return Files.readAllLines(list).stream()
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .toList();
  }

  private static Map<String, Map<Flag, Set<Long>>> flags(Path truth) throws IOException {
    Map<String, Map<Flag, Set<Long>>> byFile = new HashMap<>();
    for (String line : Files.readAllLines(truth)) {
      JsonNode stream = JSON.readTree(line);
      Map<Flag, Set<Long>> flags =
          byFile.computeIfAbsent(stream.get("file").asText(), name -> new EnumMap<>(Flag.class));
      for (Flag flag : Flag.values()) {
        Set<Long> frames = flags.computeIfAbsent(flag, key -> new TreeSet<>());
        for (JsonNode direction : stream.get("flags")) {
          for (String name : flag.names) {
            direction.path(name).forEach(frame -> frames.add(frame.asLong()));
          }
        }
      }
    }
    return byFile;
  }
}
