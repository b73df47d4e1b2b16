package dev.tcpunit.internal.junit;

import dev.tcpunit.internal.live.Attribution;
import dev.tcpunit.internal.live.CaptureWindow;
import dev.tcpunit.internal.live.SeenConnection;
import dev.tcpunit.junit.TcpCapture;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Trace;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** One test's capture: answers its queries, and refuses those that it could only guess at. */
final class CaptureQueries implements TcpCapture {
  private final CaptureWindow window;
  private final LiveTrace live;

  CaptureQueries(CaptureWindow window, LiveTrace live) {
    this.window = window;
    this.live = live;
  }

  @Override
  public Connection connectionTo(int serverPort) {
    window.askTo(serverPort);
    Predicate<Connection> asked = connection -> connection.server().port() == serverPort;
    return single("to port " + serverPort, asked, seen -> seen.serverPort() == serverPort);
  }

  @Override
  public Connection connectionFrom(int clientPort) {
    window.askFrom(clientPort);
    Predicate<Connection> asked = connection -> connection.client().port() == clientPort;
    return single("from port " + clientPort, asked, seen -> seen.clientPort() == clientPort);
  }

  private Connection single(
      String what, Predicate<Connection> asked, Predicate<SeenConnection> same) {
    Trace trace = live.settled(asked);
    QueryFailure failure = new QueryFailure(window, what, trace, live.seen());
    List<SeenConnection> contested =
        live.seen().stream()
            .filter(same)
            .filter(seen -> seen.attribution() == Attribution.CONTESTED)
            .toList();
    if (!contested.isEmpty()) {
      throw failure.contested(contested);
    }
    List<Connection> found = trace.connections().stream().filter(asked).toList();
    if (found.size() > 1) {
      throw failure.ambiguous(found);
    }
    if (found.isEmpty()) {
      throw failure.noMatch();
    }
    return found.get(0);
  }

  @Override
  public List<Connection> connections() {
    return trace().connections();
  }

  @Override
  public Trace trace() {
    Trace trace = live.settled(connection -> true);
    List<SeenConnection> unclear =
        live.seen().stream().filter(CaptureQueries::isOwnerUnknown).toList();
    if (!unclear.isEmpty()) {
      throw new QueryFailure(window, "of this test", trace, live.seen()).unclear(unclear);
    }
    return trace;
  }

  private static boolean isOwnerUnknown(SeenConnection seen) {
    return seen.attribution() == Attribution.UNCLEAR || seen.attribution() == Attribution.CONTESTED;
  }

  @Override
  public TcpCapture ownPorts(int... serverPorts) {
    window.name(Arrays.stream(serverPorts).boxed().toList());
    return this;
  }

  /** The test's name, for messages. */
  @Override
  public String toString() {
    return "capture of " + window.owner() + " by " + window.hub().subject();
  }
}
