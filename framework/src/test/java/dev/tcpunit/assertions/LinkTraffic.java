package dev.tcpunit.assertions;

import static dev.tcpunit.lab.Faults.corrupt;
import static dev.tcpunit.lab.Faults.corruptUnnoticed;
import static dev.tcpunit.lab.Faults.delay;
import static dev.tcpunit.lab.Faults.drop;
import static dev.tcpunit.lab.Faults.duplicate;
import static dev.tcpunit.lab.Faults.injectAckOfUnsentData;
import static dev.tcpunit.lab.Faults.injectOldSegment;
import static dev.tcpunit.lab.Faults.injectRst;
import static dev.tcpunit.lab.Faults.markCe;
import static dev.tcpunit.lab.Faults.reorder;
import static dev.tcpunit.lab.Faults.stripOption;
import static dev.tcpunit.lab.Packets.clientData;
import static dev.tcpunit.lab.Packets.pureAck;
import static dev.tcpunit.lab.Packets.syn;

import dev.tcpunit.Requires;
import dev.tcpunit.analysis.AnalysisOptions;
import dev.tcpunit.capture.CaptureException;
import dev.tcpunit.capture.CapturedFrame;
import dev.tcpunit.internal.live.CaptureHub;
import dev.tcpunit.internal.live.CaptureWindow;
import dev.tcpunit.internal.live.PayloadMode;
import dev.tcpunit.internal.live.WindowAnalysis;
import dev.tcpunit.lab.Fault;
import dev.tcpunit.lab.Link;
import dev.tcpunit.lab.TcpOption;
import dev.tcpunit.net.LinkAddresses;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Continuation;
import dev.tcpunit.trace.Role;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Kinds of uploads that the kernel really makes over an impaired link, in wire-sized segments, as
 * both ends saw them; otherwise like {@link Traffic}. 5 ms each way, 14 480 bytes in ten segments;
 * the client sends and closes first, the server reads all and closes.
 */
enum LinkTraffic {
  /** Nothing amiss. */
  UPLOAD,
  /** The fifth data segment is lost, and sent again. */
  ONE_LOST(drop(clientData().number(5))),
  /** The fifth data segment is overtaken by the two after it. */
  OVERTAKEN(reorder(clientData().number(5), 2)),
  /** The fifth data segment arrives twice. */
  DUPLICATED(duplicate(clientData().number(5))),
  /** The fifth data segment arrives damaged, and is sent again. */
  CORRUPTED(corrupt(clientData().number(5))),
  /** The fifth data segment arrives with other payload and a checksum that fits. */
  ALTERED(corruptUnnoticed(clientData().number(5), 100)),
  /** The first byte arrives altered, and after the fifth data segment once more as it was sent. */
  CONTRADICTED(
      corruptUnnoticed(clientData().number(1), 0),
      injectOldSegment(Role.CLIENT, clientData().number(5))),
  /** ECN is negotiated, and the fifth data segment arrives marked. */
  CONGESTED(true, markCe(clientData().number(5))),
  /** The client gets an ACK, not the server's, of what it sends only when all else is received. */
  FORGED_ACK(injectAckOfUnsentData(Role.SERVER, clientData().number(10))),
  /** After the fifth data segment the client gets a RST that the server did not send. */
  FORGED_RESET(injectRst(Role.SERVER, clientData().number(5))),
  /** After the fifth data segment the server gets a RST that the client did not send. */
  FORGED_RESET_OF_CLIENT(injectRst(Role.CLIENT, clientData().number(5))),
  /** Somebody on the way takes the timestamps out of the fifth data segment. */
  TIMESTAMPS_STRIPPED(stripOption(clientData().number(5), TcpOption.TIMESTAMPS)),
  /** Somebody on the way takes the offer of SACK out of the client's SYN. */
  SACK_STRIPPED(stripOption(syn(), TcpOption.SACK_PERMITTED)),
  /** The client's ACK of the server's FIN comes so late that the FIN is sent again, in vain. */
  LATE_ACK_OF_FIN(delay(pureAck().from(Role.CLIENT).number(2), Duration.ofMillis(400))),
  /** The same ACK is lost, so that the server sends its FIN again. */
  LOST_ACK_OF_FIN(drop(pureAck().from(Role.CLIENT).number(2))),
  /** The client sends 100 bytes in writes of 10, which do not wait for each other. */
  SMALL_WRITES,
  /** The client sends 20 bytes in two writes: the second waits for the ACK of the first. */
  HELD_BACK,
  /** The same, but the client closes its side behind them: what carries FIN waits for no ACK. */
  ENDED_AT_ONCE,
  /** One byte never arrives, however often it is sent; at last the client gives up by RST. */
  NEVER_REPAIRED(drop(clientData().carrying(7000).times(1000)));

  /** Ten full segments: all go out before the first is acknowledged (RFC 6928). */
  private static final int BYTES = 14_480;

  private static final int SMALL = 10;
  private static final int ATTEMPTS = 100;

  /** The fast retransmission, and those after 200 and 400 ms; 800 ms later would be another. */
  private static final int RESENDS_IN_VAIN = 3;

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration LONG_ENOUGH = Duration.ofMillis(600);
  private static final Path IPV4 = Path.of("/proc/sys/net/ipv4");
  private static final Duration DELAY = Duration.ofMillis(5);
  private static final Duration LONG_DELAY = Duration.ofMillis(100);

  private final List<Fault> faults;
  private final boolean congestionNotified;
  private Recording recording;

  LinkTraffic(Fault... faults) {
    this(false, faults);
  }

  LinkTraffic(boolean congestionNotified, Fault... faults) {
    this.congestionNotified = congestionNotified;
    this.faults = List.of(faults);
  }

  /** What the client sends. */
  static byte[] payload() {
    return payload(BYTES);
  }

  private static byte[] payload(int bytes) {
    byte[] sent = new byte[bytes];
    for (int i = 0; i < bytes; i++) {
      sent[i] = (byte) (i * 31 + (i >> 8));
    }
    return sent;
  }

  /** What was captured, in all its frames. */
  synchronized Recording recording() {
    if (recording == null) {
      Requires.sandbox();
      try {
        recording = recordAsMeant();
      } catch (Exception e) {
        throw new IllegalStateException(this + " could not be made", e);
      }
    }
    return recording;
  }

  /** The upload as its client saw it; {@link Connection#atServer} is the server's view. */
  Connection connection() {
    return recording().connection();
  }

  /** Again where a thread of the link had to wait for so long that the client sent more again. */
  private Recording recordAsMeant() throws Exception {
    for (int i = 0; i < ATTEMPTS; i++) {
      Recording made = record();
      if (isAsMeant(made)) {
        return made;
      }
    }
    throw new IllegalStateException("not once in " + ATTEMPTS + " attempts as it is meant");
  }

  /**
   * Each segment that arrives is acknowledged alone, and the server closes before it gets the reset
   * of a client that gave up: otherwise there are fewer packets.
   */
  private boolean isAsMeant(Recording made) {
    boolean allPackets =
        switch (this) {
          case ONE_LOST -> made.frames().size() == 53;
          case NEVER_REPAIRED -> made.frames().size() == 54;
          default -> true;
        };
    return allPackets && made.connection().clientToServer().retransmissions() == resends();
  }

  private long resends() {
    return switch (this) {
      case ONE_LOST, CORRUPTED -> 1;
      case NEVER_REPAIRED -> RESENDS_IN_VAIN;
      default -> 0;
    };
  }

  private Recording record() throws Exception {
    Map<Path, String> before = new LinkedHashMap<>();
    for (Map.Entry<Path, String> setting : settings().entrySet()) {
      if (Files.exists(setting.getKey())) {
        before.put(setting.getKey(), swap(setting.getKey(), setting.getValue()));
      }
    }
    Duration delay = this == SMALL_WRITES ? LONG_DELAY : DELAY;
    try (Link link = Link.builder().delay(delay).open();
        CaptureHub hub = CaptureHub.start(null, link.interfaceName(), PayloadMode.FULL, 64 << 20);
        CaptureWindow window = hub.open("kernel traffic")) {
      faults.forEach(link::apply);
      try (ServerSocket listener = new ServerSocket(0, 1, link.serverAddress());
          Socket client = new Socket()) {
        client.connect(link.towards(listener.getLocalPort()));
        try (Socket server = listener.accept()) {
          upload(client, server, link, window);
        }
      }
      awaitQuiet(window);
      return recorded(link, window);
    } finally {
      for (Map.Entry<Path, String> setting : before.entrySet()) {
        Files.writeString(setting.getKey(), setting.getValue());
      }
    }
  }

  /** So that segments and ACKs are the same in each run, however busy the machine is. */
  private Map<Path, String> settings() {
    return Map.of(
        IPV4.resolve("tcp_early_retrans"), "0",
        IPV4.resolve("tcp_backlog_ack_defer"), "0",
        IPV4.resolve("tcp_autocorking"), "0",
        IPV4.resolve("tcp_ecn"), congestionNotified ? "1" : "2");
  }

  private static String swap(Path sysctl, String value) throws IOException {
    String before = String.join("", Files.readAllLines(sysctl));
    Files.writeString(sysctl, value);
    return before;
  }

  private void upload(Socket client, Socket server, Link link, CaptureWindow window)
      throws Exception {
    boolean[] failed = {false};
    Thread writer = new Thread(() -> failed[0] = !write(client, window));
    writer.start();
    if (Set.of(NEVER_REPAIRED, FORGED_RESET, FORGED_RESET_OF_CLIENT).contains(this)) {
      if (this == NEVER_REPAIRED) {
        awaitResends(window);
      } else {
        awaitQuiet(window);
      }
      client.setSoLinger(true, 0);
      client.close();
      if (this == NEVER_REPAIRED) {
        server.close();
      }
      writer.join();
      return;
    }
    server.getInputStream().readNBytes(bytes());
    writer.join();
    if (this == FORGED_ACK) {
      awaitQuiet(window); // the forged ACK has come long before what it acknowledges is sent
      client.getOutputStream().write(payload(SMALL));
      server.getInputStream().readNBytes(SMALL);
    }
    if (failed[0]) {
      throw new IllegalStateException("the client could not send");
    }
    if (!client.isOutputShutdown()) {
      client.shutdownOutput();
    }
    server.getInputStream().read();
    server.shutdownOutput();
    client.getInputStream().read();
  }

  private int bytes() {
    return switch (this) {
      case SMALL_WRITES -> SMALL * SMALL;
      case HELD_BACK, ENDED_AT_ONCE -> 2 * SMALL;
      default -> BYTES;
    };
  }

  private boolean write(Socket client, CaptureWindow window) {
    try {
      client.setTcpNoDelay(this == SMALL_WRITES);
      switch (this) {
        case SMALL_WRITES -> {
          for (int i = 0; i < SMALL; i++) {
            writeSmall(client, window);
          }
        }
        case HELD_BACK -> {
          client.getOutputStream().write(payload(SMALL));
          client.getOutputStream().write(payload(SMALL));
        }
        case ENDED_AT_ONCE -> {
          client.getOutputStream().write(payload(SMALL));
          client.getOutputStream().write(payload(SMALL));
          client.shutdownOutput();
        }
        default -> client.getOutputStream().write(payload());
      }
      return true;
    } catch (IOException reset) {
      return false;
    }
  }

  /** Returns when it has left: the kernel joins what is written while it has too much queued. */
  private static void writeSmall(Socket client, CaptureWindow window) throws IOException {
    try {
      WindowAnalysis analysis = new WindowAnalysis(window);
      window.drain();
      analysis.readOn();
      client.getOutputStream().write(payload(SMALL));
      window.awaitBehind(analysis.position(), System.nanoTime() + LONG_ENOUGH.toNanos());
    } catch (InterruptedException | CaptureException e) {
      throw new IOException(e);
    }
  }

  private static void awaitResends(CaptureWindow window) throws Exception {
    WindowAnalysis analysis = new WindowAnalysis(window);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (resends(analysis, window.drain()) < RESENDS_IN_VAIN) {
      if (!window.awaitBehind(analysis.position(), deadline)) {
        throw new IllegalStateException("not sent again within " + PATIENCE);
      }
    }
  }

  private static long resends(WindowAnalysis analysis, long until) throws CaptureException {
    analysis.readOn();
    return analysis.trace("resends", until, Continuation.ENDED).connections().stream()
        .mapToLong(connection -> connection.clientToServer().retransmissions())
        .sum();
  }

  private static void awaitQuiet(CaptureWindow window) throws Exception {
    WindowAnalysis analysis = new WindowAnalysis(window);
    do {
      window.drain();
      analysis.readOn();
    } while (window.awaitBehind(analysis.position(), System.nanoTime() + LONG_ENOUGH.toNanos()));
  }

  private static Recording recorded(Link link, CaptureWindow window) throws Exception {
    WindowAnalysis analysis = new WindowAnalysis(window);
    long until = window.drain();
    analysis.readOn();
    List<CapturedFrame> frames = new ArrayList<>();
    analysis.replay(frame -> frames.add(Recording.copy(frame)));
    LinkAddresses addresses = new LinkAddresses(link.serverAddress(), link.towards(1).getAddress());
    return new Recording(
        List.copyOf(frames),
        until,
        window.dropped(),
        AnalysisOptions.EVERYTHING.overLink(addresses));
  }
}
