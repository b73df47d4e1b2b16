package dev.tcpunit.internal.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.Requires;
import dev.tcpunit.analysis.AnalysisOptions;
import dev.tcpunit.analysis.Traces;
import dev.tcpunit.capture.CaptureStatistics;
import dev.tcpunit.internal.file.PcapngWriter;
import dev.tcpunit.internal.live.FileCapture;
import dev.tcpunit.internal.live.FileCaptureRequest;
import dev.tcpunit.internal.live.PayloadMode;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Teardown;
import dev.tcpunit.trace.Trace;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EarlyFindingsTest {
  private static final String OPENED_AND_CLOSED =
      """
      00:00:00.000001 IP 10.0.0.1.40000 > 10.0.0.2.80: Flags [S], seq 100, win 65535, length 0
      00:00:00.000002 IP 10.0.0.2.80 > 10.0.0.1.40000: Flags [S.], seq 500, ack 101, win 65535, length 0
      00:00:00.000003 IP 10.0.0.1.40000 > 10.0.0.2.80: Flags [.], ack 501, win 65535, length 0
      00:00:00.000004 IP 10.0.0.2.80 > 10.0.0.1.40000: Flags [F.], seq 501, ack 101, win 65535, length 0
      00:00:00.000005 IP 10.0.0.1.40000 > 10.0.0.2.80: Flags [F.], seq 101, ack 502, win 65535, length 0
      00:00:00.000006 IP 10.0.0.2.80 > 10.0.0.1.40000: Flags [.], ack 102, win 65535, length 0
      """;

  @TempDir Path folder;

  @Test
  void should_keep_what_is_found_in_a_connection_that_has_ended() {
    EarlyFindings early = new EarlyFindings();
    Trace trace = Traces.parseTcpdump(OPENED_AND_CLOSED);
    early.judge(trace, () -> false);

    Connection again = Traces.parseTcpdump(OPENED_AND_CLOSED).connections().get(0);
    assertThat(early.in(again)).isSameAs(early.in(again)).isEqualTo(Findings.in(again));
  }

  @Test
  void should_judge_again_of_what_more_was_captured() {
    EarlyFindings early = new EarlyFindings();
    early.judge(Traces.parseTcpdump(OPENED_AND_CLOSED), () -> false);

    Connection longer =
        Traces.parseTcpdump(
                OPENED_AND_CLOSED
                    + "00:00:00.000007 IP 10.0.0.1.40000 > 10.0.0.2.80: Flags [R], seq 102, win 0,"
                    + " length 0\n")
            .connections()
            .get(0);
    assertThat(early.in(longer)).isNotSameAs(early.in(longer)).isEqualTo(Findings.in(longer));
  }

  @Test
  void should_keep_nothing_of_a_connection_that_goes_on() {
    String open = OPENED_AND_CLOSED.lines().limit(4).reduce("", (all, line) -> all + line + "\n");
    EarlyFindings early = new EarlyFindings();
    early.judge(Traces.parseTcpdump(open), () -> false);

    Connection same = Traces.parseTcpdump(open).connections().get(0);
    assertThat(early.in(same)).isNotSameAs(early.in(same));
  }

  @Test
  void should_judge_nothing_that_nobody_needs() {
    EarlyFindings early = new EarlyFindings();
    Trace trace = Traces.parseTcpdump(OPENED_AND_CLOSED);
    early.judge(trace, () -> true);

    Connection connection = trace.connections().get(0);
    assertThat(early.in(connection)).isNotSameAs(early.in(connection));
  }

  @Test
  void should_find_the_same_early_and_late_unless_the_capture_lost_something() throws Exception {
    Requires.sandbox();
    byte[] capture = captured();
    EarlyFindings early = new EarlyFindings();
    for (int end : frameEnds(capture)) {
      early.judge(read(capture, end), () -> false);
    }

    Trace whole = read(capture, capture.length);
    assertThat(whole.connections()).hasSize(2);
    for (Connection connection : whole.connections()) {
      assertThat(early.in(connection)).isEqualTo(Findings.in(connection));
    }
    assertThat(whole.connections())
        .filteredOn(connection -> connection.teardown().state() == Teardown.State.RESET)
        .singleElement()
        .satisfies(
            aborted -> {
              assertThat(early.in(aborted).violations()).hasSize(1);
              assertThat(early.in(aborted)).isSameAs(early.in(aborted));
            });

    byte[] lossy = withLoss(capture);
    for (Connection connection : read(lossy, lossy.length).connections()) {
      assertThat(early.in(connection))
          .isNotSameAs(early.in(connection))
          .isEqualTo(Findings.in(connection));
    }
  }

  /** A connection that was aborted, and one that was left half closed. */
  private byte[] captured() throws Exception {
    Path file = folder.resolve("a.pcapng");
    FileCaptureRequest request =
        new FileCaptureRequest(file, null, "lo", PayloadMode.HEADERS, Set.of(), 8 << 20);
    try (FileCapture capture = FileCapture.start(request)) {
      new SuiteObserverTest.Plain().aborts();
      new SuiteObserverTest.Plain().leaks();
      capture.flush();
      assertThat(capture.handOn()).isEqualTo(Files.size(file));
      return Files.readAllBytes(file);
    }
  }

  private static Trace read(byte[] capture, int length) {
    return Traces.read(
        new ByteArrayInputStream(capture, 0, length), "capture", AnalysisOptions.SEGMENTS);
  }

  /** Where the blocks of a capture end. */
  private static List<Integer> frameEnds(byte[] capture) {
    ByteBuffer blocks = ByteBuffer.wrap(capture).order(ByteOrder.LITTLE_ENDIAN);
    List<Integer> ends = new ArrayList<>();
    int end = 0;
    while (end < capture.length) {
      end += blocks.getInt(end + Integer.BYTES);
      ends.add(end);
    }
    return ends;
  }

  /** The capture, with a section behind it that says that frames were lost. */
  private static byte[] withLoss(byte[] capture) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(capture);
    try (PcapngWriter writer = new PcapngWriter(all, "lossy")) {
      writer.addInterface("lo", 1, 96);
      writer.writeStatistics(0, 1, new CaptureStatistics(1, 1));
    }
    return all.toByteArray();
  }
}
