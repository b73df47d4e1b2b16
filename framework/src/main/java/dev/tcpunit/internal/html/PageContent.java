package dev.tcpunit.internal.html;

import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.lab.FiredFault;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Trace;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a page is about.
 *
 * @param title the test or the capture file
 * @param trace what was captured, with its segments
 * @param connections those of the trace that are shown
 * @param failure what broke, in the words that the test failed with; empty where nothing did
 * @param verdicts what was said of each assertion, in their order
 * @param faults what struck on the link, in the order of time
 * @param capture where the capture lies, as a link from the page; empty where it was not kept
 */
public record PageContent(
    String title,
    Trace trace,
    List<Connection> connections,
    Optional<String> failure,
    List<Verdict> verdicts,
    List<FiredFault> faults,
    Optional<String> capture) {
  /** Keeps its own lists. */
  public PageContent {
    connections = List.copyOf(connections);
    verdicts = List.copyOf(verdicts);
    faults = List.copyOf(faults);
  }

  /** The same where all files of a test lie in one folder, as in JUnit's output. */
  public PageContent besideItsCapture() {
    Optional<String> name = capture.map(link -> link.substring(link.lastIndexOf('/') + 1));
    return new PageContent(title, trace, connections, failure, verdicts, faults, name);
  }

  /** Of the connections of a capture file, or some of them. */
  public static PageContent ofCapture(Trace trace, Predicate<Connection> filter) {
    return new PageContent(
        trace.source(),
        trace,
        trace.connections().stream().filter(filter).toList(),
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.empty());
  }
}
