package dev.tcpunit.internal.junit;

import dev.tcpunit.internal.live.Attribution;
import dev.tcpunit.internal.live.SeenConnection;
import dev.tcpunit.internal.notation.Printable;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.net.Endpoint;
import dev.tcpunit.trace.Trace;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** What the wire saw until a test failed: the connections that matter most, and how many more. */
final class StoryText {
  /** How many connections are told with their last segments. */
  private static final int MOST_IN_DETAIL = 3;

  /** How many connections are told in all, most of them in one line. */
  private static final int MOST_CONNECTIONS = 10;

  private static final int MOST_SEGMENTS = 6;
  private static final int SEGMENTS_OF_EACH = 4;
  private static final int MOST_STRANGERS = 3;

  private static final Map<Attribution, String> LEFT_OUT = new EnumMap<>(Attribution.class);

  static {
    LEFT_OUT.put(Attribution.OPENED_BEFORE, "open before the test");
    LEFT_OUT.put(Attribution.NOT_NAMED, "to ports that the test does not name");
    LEFT_OUT.put(Attribution.OF_ANOTHER, "of a test that ran meanwhile");
    LEFT_OUT.put(Attribution.UNCLEAR, "maybe of a test that ran meanwhile");
    LEFT_OUT.put(Attribution.CONTESTED, "maybe of a test that ran meanwhile");
  }

  private final WrappedText text = new WrappedText();

  private final FailureMoment moment;

  /**
   * Begins a story.
   *
   * @param capturedBy the engine, its interface and the network
   * @param remark what is known of the failure itself
   */
  StoryText(TestName name, String capturedBy, FailureMoment moment, Optional<String> remark) {
    this.moment = moment;
    // Stands behind the word "Suppressed:", and the tools' indentation.
    text.add("", "TcpUnit: what the wire saw until " + moment.words(), "  ");
    text.add("  ", "of " + name + ", by " + capturedBy, "  ");
    remark.ifPresent(words -> text.add("  ", words, "  "));
  }

  /**
   * Tells it.
   *
   * @param seen all connections captured while the test ran, of whichever test
   * @param here whether an endpoint is of this machine
   */
  String of(Trace trace, List<SeenConnection> seen, Predicate<Endpoint> here) {
    tell(
        trace.connections().stream()
            .map(connection -> new ConnectionStory(connection, moment, here))
            .sorted(Comparator.comparingInt(ConnectionStory::rank))
            .toList());
    tellLeftOut(seen);
    trace.completeness().droppedFrames().ifPresent(this::tellDrops);
    return text + "  capture: " + Printable.of(trace.source());
  }

  private void tell(List<ConnectionStory> connections) {
    if (connections.isEmpty()) {
      text.add("  ", "no TCP connection of this test was captured", "  ");
    }
    int detailed = Math.min(MOST_IN_DETAIL, connections.size());
    for (int i = 0; i < Math.min(MOST_CONNECTIONS, connections.size()); i++) {
      connections.get(i).tellHead(text);
      if (i < detailed) {
        connections.get(i).tellMore(text, detailed == 1 ? MOST_SEGMENTS : SEGMENTS_OF_EACH);
      }
    }
    if (connections.size() > MOST_CONNECTIONS) {
      tellCounts(connections.subList(MOST_CONNECTIONS, connections.size()));
    }
  }

  private void tellCounts(List<ConnectionStory> more) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    more.forEach(each -> counts.merge(each.state(), 1, Integer::sum));
    List<String> words =
        counts.entrySet().stream().map(e -> e.getValue() + " " + e.getKey()).toList();
    text.add("  ", "and " + more.size() + " more: " + Wording.join(words), "  ");
  }

  private void tellLeftOut(List<SeenConnection> seen) {
    LEFT_OUT.forEach(
        (attribution, why) -> {
          List<SeenConnection> some =
              seen.stream().filter(each -> each.attribution() == attribution).toList();
          some.stream()
              .limit(MOST_STRANGERS)
              .forEach(each -> text.add("  ", "left out, " + why + ": " + each, "  "));
          if (some.size() > MOST_STRANGERS) {
            text.add("  ", "and " + (some.size() - MOST_STRANGERS) + " more " + why, "  ");
          }
        });
  }

  private void tellDrops(long dropped) {
    if (dropped > 0) {
      text.add(
          "  ",
          "the capture lost %s: what is missing here may have been on the wire"
              .formatted(Wording.count(dropped, "frame")),
          "  ");
    }
  }
}
