package dev.tcpunit.internal.live;

import dev.tcpunit.capture.CapturedFrame;
import dev.tcpunit.internal.door.OpenDoors;
import dev.tcpunit.internal.wire.DecodedSegment;
import dev.tcpunit.internal.wire.FrameDecoder;
import dev.tcpunit.internal.wire.FrameOutcome;
import dev.tcpunit.net.FlowKey;
import dev.tcpunit.net.TcpFlags;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells the frames of one window's test from those of others: by the connection that a frame is
 * part of, which was decided when its SYN was seen.
 */
final class Demultiplexer {
  private final CaptureWindow window;
  private final FrameDecoder decoder = new FrameDecoder(false);
  private final DecodedSegment segment = new DecodedSegment();
  private final Map<Tuple, SeenConnection> current = new HashMap<>();
  private final List<SeenConnection> seen = new ArrayList<>();
  private final Tuple probe = new Tuple();

  Demultiplexer(CaptureWindow window) {
    this.window = window;
  }

  /** Whether the frame is part of a connection of this test. Frames come in order, each once. */
  boolean isMine(CapturedFrame frame, long position) {
    FrameOutcome outcome = decoder.decode(frame, segment);
    if (outcome == FrameOutcome.ICMP_ERROR) {
      return isAboutMine();
    }
    if (outcome != FrameOutcome.TCP) {
      return false;
    }
    if (OpenDoors.isDebuggers(segment.sourcePort)
        || OpenDoors.isDebuggers(segment.destinationPort)) {
      return false;
    }
    probe.set(segment);
    SeenConnection connection = current.get(probe);
    boolean opens = segment.has(TcpFlags.SYN) && !segment.has(TcpFlags.ACK);
    boolean unknown =
        connection == null || connection.attribution() == Attribution.OPENED_BEFORE && opens;
    if (unknown) {
      connection = opens ? opened(position) : openedBefore(position);
      seen.add(connection);
      current.put(probe.copy(), connection);
    }
    connection.count();
    return connection.attribution() == Attribution.MINE;
  }

  /** Whether the segment that an ICMP error quotes is of a connection of this test. */
  private boolean isAboutMine() {
    probe.set(segment);
    SeenConnection connection = current.get(probe);
    return connection != null && connection.attribution() == Attribution.MINE;
  }

  private SeenConnection opened(long position) {
    FlowKey key = new FlowKey(segment.source(), segment.destination());
    return new SeenConnection(
        key, position, window.attribute(segment.sourcePort, segment.destinationPort, position));
  }

  private SeenConnection openedBefore(long position) {
    FlowKey key = new FlowKey(segment.source(), segment.destination());
    boolean fromServer = segment.has(TcpFlags.SYN);
    return new SeenConnection(
        fromServer ? key.reversed() : key, position, Attribution.OPENED_BEFORE);
  }

  /** Whether a test has meanwhile named a port that changes whose a connection is. */
  boolean isOutdated() {
    boolean outdated = false;
    for (SeenConnection connection : seen) {
      if (connection.attribution() != Attribution.OPENED_BEFORE) {
        Attribution now =
            window.attribute(
                connection.clientPort(), connection.serverPort(), connection.position());
        boolean mattered = connection.attribution() == Attribution.MINE;
        outdated |= mattered != (now == Attribution.MINE);
        connection.attribute(now);
      }
    }
    return outdated;
  }

  List<SeenConnection> seen() {
    return List.copyOf(seen);
  }

  /** Both ends of a connection, the same for both directions; reused for looking up. */
  private static final class Tuple {
    private long highA;
    private long lowA;
    private int portA;
    private long highB;
    private long lowB;
    private int portB;

    void set(DecodedSegment segment) {
      highA = segment.sourceHigh;
      lowA = segment.sourceLow;
      portA = segment.sourcePort;
      highB = segment.destinationHigh;
      lowB = segment.destinationLow;
      portB = segment.destinationPort;
      int order = Long.compare(lowA, lowB);
      order = order != 0 ? order : Long.compare(highA, highB);
      order = order != 0 ? order : Integer.compare(portA, portB);
      if (order > 0) {
        swap();
      }
    }

    private void swap() {
      long high = highA;
      long low = lowA;
      int port = portA;
      highA = highB;
      lowA = lowB;
      portA = portB;
      highB = high;
      lowB = low;
      portB = port;
    }

    Tuple copy() {
      Tuple copy = new Tuple();
      copy.highA = highA;
      copy.lowA = lowA;
      copy.portA = portA;
      copy.highB = highB;
      copy.lowB = lowB;
      copy.portB = portB;
      return copy;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Tuple that
          && lowA == that.lowA
          && lowB == that.lowB
          && portA == that.portA
          && portB == that.portB
          && highA == that.highA
          && highB == that.highB;
    }

    @Override
    public int hashCode() {
      return Long.hashCode(lowA * 31 + lowB + highA + highB) * 31 + (portA << 16 ^ portB);
    }
  }
}
