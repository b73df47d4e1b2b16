package dev.tcpunit.internal.html;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import dev.tcpunit.dynamics.FlowDynamics;
import dev.tcpunit.dynamics.MeasuredPath;
import dev.tcpunit.dynamics.RoundTrips;
import dev.tcpunit.internal.notation.Quantities;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The graphs of what one side sent: where each is drawn, its legend, and how to read it. */
final class FlowGraphs {
  private final Flow flow;
  private final String sender;
  private final String receiver;
  private final StringBuilder html = new StringBuilder();

  private FlowGraphs(Flow flow) {
    this.flow = flow;
    sender = flow.sender().word();
    receiver = flow.sender().peer().word();
  }

  static String title(Flow flow) {
    return "What the %s sent: %s in %s"
        .formatted(
            flow.sender().word(),
            Quantities.counted(flow.bytes(), "byte"),
            Quantities.counted(flow.dataSegments(), "segment"));
  }

  static String of(Flow flow) {
    return new FlowGraphs(flow).all();
  }

  private String all() {
    sequence();
    if (flow.bytes() > 0) {
      flight();
      roundTrips();
      throughput();
    }
    return html.toString();
  }

  private void figure(String graph, String title, String how, String legend) {
    html.append(
        """
        <figure class="graph" data-graph="%s" data-sender="%d">
        <figcaption>
        <h3>%s</h3>
        <p class="how">How to read this: %s</p>
        <ul class="legend">
        %s</ul>
        </figcaption>
        <div class="plot"></div>
        </figure>
        """
            .formatted(graph, flow.sender().ordinal(), title, how, legend));
  }

  private void sequence() {
    String how =
        """
        time runs to the right, the bytes of the %s upwards. A steep run of bars is fast; a level \
        stretch is time in which nothing new was sent. From a bar to the right to the step that \
        acknowledges it is a round trip; bars that reach the edge of the window could not go on. \
        A shape marks a segment with a finding: point at it, or press N, to read what it is.\
        """
            .formatted(sender);
    String legend =
        line("data", "bytes of the %s, sent for the first time".formatted(sender))
            + line("ack", "acknowledged by the %s up to here".formatted(receiver))
            + dashes(
                "edge of the window: the %s allows no more, where it is near".formatted(receiver))
            + (hasSack() ? line("sack", "reported by SACK: has arrived behind a gap") : "")
            + marks();
    figure("sequence", "Bytes over time: what the %s sent".formatted(sender), how, legend);
  }

  private boolean hasSack() {
    return flow.connection().segments().stream()
        .anyMatch(s -> s.from() != flow.sender() && !s.sackBlocks().isEmpty());
  }

  /** What occurs, with how often each side sent it. */
  private String marks() {
    Map<Mark, List<Segment>> marked =
        flow.connection().segments().stream()
            .filter(segment -> Mark.of(segment) != Mark.PLAIN)
            .collect(groupingBy(Mark::of, () -> new EnumMap<>(Mark.class), toList()));
    StringBuilder items = new StringBuilder();
    marked.forEach(
        (mark, segments) -> {
          String words = mark.words(segments.get(0)) + " (" + bySide(segments) + ")";
          items.append(item(mark.label(), mark.path, words));
        });
    return items.toString();
  }

  /** {@code client 2, server 1}. */
  private static String bySide(List<Segment> segments) {
    Map<Role, Long> counts =
        segments.stream()
            .collect(groupingBy(Segment::from, () -> new EnumMap<>(Role.class), counting()));
    return counts.entrySet().stream()
        .map(count -> count.getKey().word() + " " + Quantities.count(count.getValue()))
        .collect(joining(", "));
  }

  private void flight() {
    String how =
        """
        the line is what was under way: sent, and neither acknowledged nor reported by SACK. \
        Where it reaches the window of the %s, the receiver is the limit; where it falls after a \
        loss and climbs again, the network is; where it lies at zero, the %s had nothing to send \
        or waited for an answer.\
        """
            .formatted(receiver, sender);
    String legend =
        line("data", "bytes of the %s in flight".formatted(sender))
            + dashes("window that the %s announced, where it is near".formatted(receiver));
    figure("flight", "Bytes in flight against the window", how, legend);
  }

  private void roundTrips() {
    RoundTrips trips = FlowDynamics.of(flow).roundTrips();
    String how =
        """
        each dot is an acknowledgement of the %s, as high as it came after the segment that it \
        answers. A slope upwards is a queue that fills; a dot far above the others is an \
        acknowledgement that was held back or a repair. %s\
        """
            .formatted(receiver, path(trips.path()));
    figure(
        "round-trips",
        "Round trips",
        how,
        item("ack", "M-3 0A3 3 0 1 0 3 0A3 3 0 1 0-3 0Z", "from a segment to its acknowledgement"));
  }

  private String path(MeasuredPath path) {
    switch (path) {
      case WHOLE:
        return "The capture stands beside the %s: this is the whole way.".formatted(sender);
      case RECEIVER:
        return "The capture stands beside the %s: this is how long it took to answer."
            .formatted(receiver);
      default:
        return "It is not known where the capture stands: the whole way takes at least so long.";
    }
  }

  private void throughput() {
    String how =
        """
        the steps are bytes a second in each of a hundred slices of the time that is shown. Where \
        the line of what was sent lies above what was acknowledged for long, bytes went out more \
        than once.\
        """;
    String legend =
        line("ack", "acknowledged for the first time")
            + line("data", "sent, what was sent again included");
    figure("throughput", "Throughput", how, legend);
  }

  private static String line(String name, String words) {
    return item(name, "M-8-1H8V1H-8Z", words);
  }

  private static String dashes(String words) {
    return item("window", "M-9-1H-2V1H-9ZM2-1H9V1H2Z", words);
  }

  private static String item(String name, String path, String words) {
    return """
    <li><svg width="18" height="18" viewBox="-9 -9 18 18" aria-hidden="true">\
    <path class="%s" d="%s" fill="currentColor" fill-rule="evenodd"/></svg> %s</li>
    """
        .formatted(name, path, Html.escape(words));
  }
}
