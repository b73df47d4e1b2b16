package dev.tcpunit.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.analysis.AnalysisOptions;
import dev.tcpunit.analysis.TraceAnalyzer;
import dev.tcpunit.capture.CaptureRequest;
import dev.tcpunit.capture.CapturedFrame;
import dev.tcpunit.capture.LiveCapture;
import dev.tcpunit.internal.engine.afpacket.AfPacketEngine;
import dev.tcpunit.trace.Completeness;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.FlowCount;
import dev.tcpunit.trace.Handshake;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentFinding;
import dev.tcpunit.trace.Teardown;
import dev.tcpunit.trace.Trace;
import dev.tcpunit.trace.VantagePoint;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Uploads over a loopback that loses nothing, on a machine that is busy: the kernel sends a tail
 * loss probe now and then and closes a window, and the analysis finds these and no other.
 */
@SuppressWarnings("try") // a capture runs while it is open
class LoopbackTruthTest {
  private static final int UPLOADS = 60;
  private static final int BYTES = 400_000;
  private static final int BUSY_THREADS = 3;

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void should_find_the_retransmissions_that_the_kernel_counted(String address) throws Exception {
    CapturedFrames frames = new CapturedFrames();
    PrivateNetwork.run(
        () -> {
          TcpTraffic.require(address);
          AtomicBoolean busy = new AtomicBoolean(true);
          keepBusy(busy);
          try (LiveCapture capture =
                  new AfPacketEngine().start(CaptureRequest.headersOn("lo"), frames);
              Datagrams marker = new Datagrams()) {
            TcpTraffic.uploads(address, UPLOADS, BYTES);
            TcpTraffic.settledInSegs(() -> frames.drain(marker));

            assertThat(capture.statistics().dropped()).isZero();
            assertThat(retransmissions(trace(frames))).isEqualTo(TcpTraffic.counter("RetransSegs"));
            assertThat(closedWindows(trace(frames)))
                .isEqualTo(TcpTraffic.linuxCounter("TCPToZeroWindowAdv"));
          } finally {
            busy.set(false);
          }
        });

    List<Connection> connections = trace(frames).connections();
    assertThat(connections).hasSize(UPLOADS);
    for (Connection connection : connections) {
      assertThat(connection.handshake().state()).isEqualTo(Handshake.State.COMPLETED);
      assertThat(connection.teardown().state()).isEqualTo(Teardown.State.CLEAN);
      assertThat(connection.clientToServer().bytes()).isEqualTo(BYTES);
      assertThat(connection.clientToServer().acknowledgedBytes()).isEqualTo(BYTES);
      assertThat(connection.clientToServer().count(FlowCount.MISSING_BYTES)).isZero();
      assertThat(connection.clientToServer().count(FlowCount.WINDOW_EXCEEDED)).isZero();
    }
  }

  private static void keepBusy(AtomicBoolean busy) {
    for (int i = 0; i < BUSY_THREADS; i++) {
      Thread thread =
          new Thread(
              () -> {
                while (busy.get()) {
                  Thread.onSpinWait();
                }
              },
              "busy");
      thread.setDaemon(true);
      thread.start();
    }
  }

  /** How often a window that was open was closed. */
  private static long closedWindows(Trace trace) {
    long closed = 0;
    for (Connection connection : trace.connections()) {
      for (Role side : Role.values()) {
        boolean before = false;
        for (Segment segment : connection.segments()) {
          if (segment.from() == side) {
            boolean now = segment.has(SegmentFinding.ZERO_WINDOW);
            closed += now && !before ? 1 : 0;
            before = now;
          }
        }
      }
    }
    return closed;
  }

  private static long retransmissions(Trace trace) {
    return trace.connections().stream()
        .flatMap(connection -> connection.flows().stream())
        .mapToLong(LoopbackTruthTest::retransmissions)
        .sum();
  }

  private static long retransmissions(Flow flow) {
    return flow.retransmissions()
        + flow.count(FlowCount.SYN_RETRANSMISSIONS)
        + flow.count(FlowCount.FIN_RETRANSMISSIONS);
  }

  private static Trace trace(CapturedFrames frames) {
    TraceAnalyzer analyzer =
        new TraceAnalyzer(AnalysisOptions.SEGMENTS.seenFrom(VantagePoint.BOTH));
    CapturedFrame window = new CapturedFrame();
    for (CapturedFrames.Frame frame : frames.all()) {
      window
          .wrap(frame.bytes(), 0, frame.bytes().length, frame.originalLength())
          .stamp(frame.timeNanos(), frame.linkType(), frame.checksum());
      analyzer.onFrame(window);
    }
    return analyzer.trace("loopback", Completeness.COMPLETE, 0);
  }
}
