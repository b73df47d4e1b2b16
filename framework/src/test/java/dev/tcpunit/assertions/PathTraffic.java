package dev.tcpunit.assertions;

import static dev.tcpunit.lab.Faults.drop;
import static dev.tcpunit.lab.Packets.clientData;

import dev.tcpunit.Requires;
import dev.tcpunit.analysis.AnalysisOptions;
import dev.tcpunit.capture.CapturedFrame;
import dev.tcpunit.dynamics.FlowDynamics;
import dev.tcpunit.internal.live.PayloadMode;
import dev.tcpunit.lab.Fault;
import dev.tcpunit.lab.Link;
import dev.tcpunit.lab.LinkBuilder;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Kinds of uploads that the kernel really makes over a path of 10 ms each way, in segments of 1448
 * bytes, as both ends saw them: long enough that what is under way is seen to grow. Otherwise like
 * {@link Traffic}.
 */
enum PathTraffic {
  /** 300 000 bytes, nothing amiss. */
  UPLOAD(PathTraffic::upload, Sysctl.with("tcp_congestion_control", "reno")),
  /**
   * The 120th of some 550 segments is lost, behind a bottleneck of 24 Mbit/s. It sets ACKs apart by
   * half a millisecond and more, so that the sender answers each: where a late thread of the link
   * hands on a whole window's at once, the last of them tell of the loss before it has sent.
   */
  ONE_LOST(
      PathTraffic::longUpload,
      Sysctl.with("tcp_congestion_control", "reno"),
      drop(clientData().number(120))),
  /** 60 000 bytes, a pause of more than a second, and 60 000 more. */
  PAUSED(
      PathTraffic::pausedUpload,
      Sysctl.with("tcp_congestion_control", "reno").and("tcp_slow_start_after_idle", "1")),
  /** The same where a pause costs nothing. */
  PAUSED_WITHOUT_RESTART(
      PathTraffic::pausedUpload,
      Sysctl.with("tcp_congestion_control", "reno").and("tcp_slow_start_after_idle", "0"));

  /** At both ends, so that the congestion window alone limits, whenever the threads get to run. */
  private static final String ROOM_FOR_ALL = "4096 4194304 4194304";

  private static final Duration DELAY = Duration.ofMillis(10);
  private static final String BOTTLENECK = "24mbit";
  private static final Duration PAUSE = Duration.ofMillis(1200);
  private static final Duration LONGEST_HANDSHAKE = Duration.ofMillis(28);
  private static final int ATTEMPTS = 100;
  private static final Duration LONG_ENOUGH = Duration.ofMillis(100);

  private final Script script;
  private final Sysctl sysctl;
  private final List<Fault> faults;
  private Recording recording;

  PathTraffic(Script script, Sysctl sysctl, Fault... faults) {
    this.script = script;
    this.sysctl =
        sysctl
            .and("tcp_early_retrans", "0")
            .and("tcp_no_metrics_save", "1")
            .and("tcp_wmem", ROOM_FOR_ALL)
            .and("tcp_rmem", ROOM_FOR_ALL);
    this.faults = List.of(faults);
  }

  /** What was captured, in all its frames. */
  synchronized Recording recording() {
    if (recording == null) {
      Requires.sandbox();
      try {
        sysctl.during(this::recordAsMeant);
      } catch (Exception e) {
        throw new IllegalStateException(this + " could not be made", e);
      }
    }
    return recording;
  }

  /** The upload as its client saw it. */
  Connection connection() {
    return recording().connection();
  }

  /** Again where a thread of the link had to wait for so long that the path was a longer one. */
  private void recordAsMeant() throws Exception {
    for (int i = 0; i < ATTEMPTS; i++) {
      Recording made = record();
      if (isAsMeant(made.connection())) {
        recording = made;
        return;
      }
    }
    throw new IllegalStateException("not once in " + ATTEMPTS + " attempts as it is meant");
  }

  /** The handshake takes little more than the path's 20 ms, and only what is lost is sent again. */
  private boolean isAsMeant(Connection connection) {
    List<Segment> segments = connection.atClient().segments();
    Segment syn = segments.get(0);
    Segment answer =
        segments.stream()
            .filter(segment -> segment.from() == Role.SERVER)
            .findFirst()
            .orElseThrow();
    return answer.timeNanos() - syn.timeNanos() < LONGEST_HANDSHAKE.toNanos()
        && connection.clientToServer().retransmissions() == faults.size()
        && usedItsWindow(connection);
  }

  /** Whether the most was under way when a loss was heard of: no ACK had gone unanswered. */
  private static boolean usedItsWindow(Connection connection) {
    FlowDynamics upload = FlowDynamics.of(connection.clientToServer());
    return upload.recoveries().stream()
        .allMatch(
            recovery ->
                connection.segments().subList(0, recovery.first().index()).stream()
                    .allMatch(s -> upload.flightSizeAfter(s) <= recovery.flightBefore()));
  }

  private Recording record() throws Exception {
    try (Link link = open();
        LiveCapture capture = new LiveCapture(link, PayloadMode.FULL);
        ServerSocket listener = new ServerSocket(0, 1, link.serverAddress());
        Socket client = SocketChannel.open().socket()) {
      capture.watch(listener.getLocalPort());
      faults.forEach(link::apply);
      client.connect(link.towards(listener.getLocalPort()));
      try (Socket server = listener.accept()) {
        script.play(client, server, capture);
        client.shutdownOutput();
        server.getInputStream().read();
        server.shutdownOutput();
        client.getInputStream().read();
      }
      capture.awaitQuiet(LONG_ENOUGH);
      List<CapturedFrame> frames = new ArrayList<>();
      long until = capture.replay(frame -> frames.add(Recording.copy(frame)));
      AnalysisOptions options = AnalysisOptions.EVERYTHING.overLink(link.addresses());
      return new Recording(List.copyOf(frames), until, capture.dropped(), options);
    }
  }

  private Link open() {
    LinkBuilder builder = Link.builder().delay(DELAY);
    return faults.isEmpty() ? builder.open() : builder.rate(BOTTLENECK).open();
  }

  private static void upload(Socket client, Socket server, LiveCapture capture) throws Exception {
    send(client, server, 300_000);
  }

  private static void longUpload(Socket client, Socket server, LiveCapture capture)
      throws Exception {
    send(client, server, 800_000);
  }

  private static void pausedUpload(Socket client, Socket server, LiveCapture capture)
      throws Exception {
    send(client, server, 60_000);
    capture.awaitQuiet(PAUSE);
    send(client, server, 60_000);
  }

  /** In one call of the kernel, which has room for all: so no late thread limits the sender. */
  private static void send(Socket client, Socket server, int bytes) throws Exception {
    Thread writer =
        new Thread(
            () -> {
              try {
                client.getChannel().write(ByteBuffer.allocateDirect(bytes));
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
    writer.start();
    server.getInputStream().readNBytes(bytes);
    writer.join();
  }

  /** What the two ends do before they close. */
  @FunctionalInterface
  interface Script {
    void play(Socket client, Socket server, LiveCapture capture) throws Exception;
  }
}
