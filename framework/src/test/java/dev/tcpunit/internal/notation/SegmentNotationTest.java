package dev.tcpunit.internal.notation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.internal.model.CapturedConnection;
import dev.tcpunit.internal.model.CapturedFlow;
import dev.tcpunit.internal.track.SegmentColumns;
import dev.tcpunit.internal.wire.DecodedSegment;
import dev.tcpunit.net.Endpoint;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Handshake;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.RoleEvidence;
import dev.tcpunit.trace.SegmentKind;
import dev.tcpunit.trace.Teardown;
import dev.tcpunit.trace.VantagePoint;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SegmentNotationTest {
  private static final String UPLOAD =
      """
      #1 0.000000 > [S] 0 win 43690
      #2 0.000009 < [S.] 0 ack 1 win 43690
      #3 0.000016 > [.] ack 1 win 342
      #4 0.000266 > [P.] 1:1487 ack 1 win 342 len 1486
      #5 0.000270 < [.] ack 1487 win 3625
      #6 0.206127 > [F.] 1487 ack 243 win 350
      #7 1.500000 < [R] 243 win 0
      """;

  private final SegmentColumns table = new SegmentColumns(0);

  @Test
  void should_write_what_it_reads() {
    Scenario.read(UPLOAD, this::append);

    assertThat(text()).isEqualTo(UPLOAD);
  }

  @Test
  void should_write_the_number_of_a_keep_alive_that_carries_nothing() {
    int row = table.append(1, 0, Role.CLIENT, 0);
    table.header(row, 1486, 1, 0x10, 342);
    table.classify(row, SegmentKind.KEEP_ALIVE, null);

    assertThat(text()).isEqualTo("#1 0.000000 > [.] 1486 ack 1 win 342\n");
  }

  @Test
  void should_cut_off_below_the_microsecond() {
    int row = table.append(1, 1_999_999_999L, Role.CLIENT, 0);
    table.header(row, 1, 1, 0x10, 342);

    assertThat(SegmentNotation.line(connection().segments().get(0), 0)).startsWith("#1 1.999999 >");
  }

  private void append(DecodedSegment segment) {
    boolean client = segment.sourcePort == 35648;
    int isn = client ? Scenario.CLIENT_ISN : Scenario.SERVER_ISN;
    int peer = client ? Scenario.SERVER_ISN : Scenario.CLIENT_ISN;
    int row =
        table.append(
            table.size() + 1,
            segment.timeNanos,
            client ? Role.CLIENT : Role.SERVER,
            segment.payloadLength);
    table.header(row, segment.seq - isn, segment.ack - peer, segment.flags, segment.window);
  }

  private String text() {
    Connection connection = connection();
    return connection.segments().stream()
        .map(segment -> SegmentNotation.line(connection, segment) + "\n")
        .collect(Collectors.joining());
  }

  private Connection connection() {
    Endpoint client = Endpoint.of(new InetSocketAddress("127.0.0.1", 35648));
    Endpoint server = Endpoint.of(new InetSocketAddress("127.0.0.1", 8081));
    return CapturedConnection.builder(0)
        .seen(RoleEvidence.SYN, VantagePoint.UNKNOWN)
        .lifecycle(
            new Handshake(Handshake.State.COMPLETED, OptionalLong.empty()),
            new Teardown(Teardown.State.OPEN, Optional.empty()))
        .flows(
            CapturedFlow.builder(Role.CLIENT, client, server).build(),
            CapturedFlow.builder(Role.SERVER, server, client).build())
        .segments(table.frozen())
        .build();
  }
}
