package dev.tcpunit.internal.suggest;

import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.rule.TcpRule;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.ConnectionState;
import dev.tcpunit.trace.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The Java test that holds in every one of some captures of what a program did.
 *
 * <p>It asks only what stays as it is from run to run while the program behaves as it did: not how
 * long anything took, how its bytes were cut into segments, which side was first to close, nor what
 * the kernel offers; and nothing that is a wish of one test and not of another.
 */
public final class SuggestedTest {
  /**
   * A stall by Nagle's algorithm comes in a part of the runs. Where it comes in a fifth of them, so
   * many runs without any are chance no more than once in ten times.
   */
  private static final int RUNS_THAT_SHOW_A_RATE = 10;

  private static final int MOST_NAMED = 3;

  private final List<Trace> traces;
  private final List<Connection> connections;

  /**
   * Takes what was captured.
   *
   * @param traces one of each run, with segments
   * @throws IllegalArgumentException if there are none, or one has no connection, naming it
   */
  public SuggestedTest(List<Trace> traces) {
    if (traces.isEmpty()) {
      throw new IllegalArgumentException("no capture is named to write a test of");
    }
    this.traces = List.copyOf(traces);
    connections = traces.stream().flatMap(trace -> trace.connections().stream()).toList();
    for (Trace trace : traces) {
      if (trace.connections().isEmpty()) {
        throw new IllegalArgumentException(
            trace.source() + " has no connection to write a test of");
      }
    }
  }

  /**
   * The source of a test class.
   *
   * @param name the name of the class
   * @throws IllegalArgumentException if the captures have nothing in common that is worth a test
   */
  public String source(String name) {
    List<String> ofTrace = calls(ofTrace());
    List<String> ofConnection = calls(ofConnection());
    if (ofTrace.isEmpty() && ofConnection.isEmpty()) {
      throw new IllegalArgumentException(
          "nothing that stays from run to run holds in all of "
              + Wording.count(traces.size(), "capture"));
    }
    return imports(ofConnection)
        + """

        @CaptureTcp
        class %s {

          @Test
          void behaves_as_captured(TcpCapture capture) throws Exception {
            // Run here the program that was captured.

            assertBehaviour(capture.trace());
          }

          /** Holds in %s. */
          static void assertBehaviour(Trace trace) {
        %s  }
        }
        """
            .formatted(name, sources(), statement(ofTrace, ofConnection));
  }

  private List<Candidate> ofTrace() {
    int count = traces.get(0).connections().size();
    return List.of(
        count == 1
            ? Candidate.of("hasSingleConnection")
            : new Candidate(
                "hasConnectionCount(" + count + ")",
                TcpRule.of("hasConnectionCount(" + count + ")")),
        Candidate.of("hasNoHalfOpenConnections"));
  }

  private List<Candidate> ofConnection() {
    List<Candidate> all = new ArrayList<>();
    Stream.of(
            "wasRefused",
            "hasCompletedHandshake",
            "hasNoRetransmissions",
            "acksCoverAllBytes",
            "hasNoDataAfterPeerFin",
            "waitsForContinue")
        .map(Candidate::of)
        .forEach(all::add);
    if (traces.size() >= RUNS_THAT_SHOW_A_RATE) {
      all.add(Candidate.of("hasNoNagleDelayedAckStall"));
    }
    all.add(ending());
    all.addAll(UploadBounds.of(connections));
    return all;
  }

  private Candidate ending() {
    ConnectionState state = ConnectionState.of(connections.get(0));
    return state == ConnectionState.SF
        ? Candidate.of("hasCleanFin")
        : new Candidate(
            "hasConnectionState(ConnectionState." + state + ")",
            TcpRule.of("hasConnectionState(" + state + ")"));
  }

  private List<String> calls(List<Candidate> candidates) {
    return candidates.stream()
        .filter(candidate -> candidate.holdsIn(traces))
        .map(Candidate::java)
        .toList();
  }

  private String statement(List<String> ofTrace, List<String> ofConnection) {
    StringBuilder text = new StringBuilder("    assertThat(trace)");
    ofTrace.forEach(call -> text.append("\n        .").append(call));
    if (!ofConnection.isEmpty()) {
      boolean one = ofTrace.contains("hasSingleConnection()");
      text.append("\n        .").append(one ? "connection(" : "allConnections(");
      text.append("\n            connection ->\n                connection");
      ofConnection.forEach(call -> text.append("\n                    .").append(call));
      text.append(")");
    }
    return text.append(";\n").toString();
  }

  private static String imports(List<String> ofConnection) {
    TreeSet<String> types =
        new TreeSet<>(
            List.of(
                "dev.tcpunit.junit.CaptureTcp",
                "dev.tcpunit.junit.TcpCapture",
                "dev.tcpunit.trace.Trace",
                "org.junit.jupiter.api.Test"));
    if (ofConnection.stream().anyMatch(call -> call.contains("ConnectionState."))) {
      types.add("dev.tcpunit.trace.ConnectionState");
    }
    return "import static dev.tcpunit.assertions.TcpAssertions.assertThat;\n\n"
        + types.stream().map("import %s;\n"::formatted).collect(Collectors.joining());
  }

  /** The names of the captures, as they may stand in a comment. */
  /** The captures by name, as many as fit on a line. */
  private String sources() {
    List<String> named =
        traces.stream()
            .map(trace -> trace.source().replaceAll(".*/", "").replaceAll("[^\\w.-]", "_"))
            .toList();
    if (named.size() <= MOST_NAMED) {
      return Wording.join(named);
    }
    List<String> first = new ArrayList<>(named.subList(0, MOST_NAMED - 1));
    first.add(named.size() - first.size() + " more");
    return Wording.join(first);
  }
}
