package dev.tcpunit.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.internal.model.CapturedConnection;
import dev.tcpunit.internal.model.CapturedFlow;
import dev.tcpunit.internal.track.SegmentColumns;
import dev.tcpunit.net.Endpoint;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Handshake;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.SegmentKind;
import dev.tcpunit.trace.Teardown;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A million segments against patterns on which a matcher that goes back would not end: the time-out
 * stands between seconds and the age of the universe.
 */
class SegmentPattern_linearTime_Test {
  private static final int SEGMENTS = 1_000_000;
  private static final Connection LONG = connection();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(> data*)* < .",
        "((> data+)+)+ < .",
        "(> data | > data | > P.)* < .",
        "(> data?){50} > data{1}* < .",
        "... ... ... ... > data ... < .",
        "(... > data ...)* < .",
        "(> data > data | > data)* < ."
      })
  @Timeout(value = 120, unit = TimeUnit.SECONDS)
  void should_end(String pattern) {
    PatternMatch match = SegmentPattern.of(pattern).match(LONG);

    assertThat(match.follows()).isFalse();
    assertThat(match.expected()).extracting(PatternMatch.Expectation::text).contains("< .");
  }

  private static Connection connection() {
    Endpoint client = Endpoint.of(new byte[] {127, 0, 0, 1}, 40_000);
    Endpoint server = Endpoint.of(new byte[] {127, 0, 0, 1}, 80);
    SegmentColumns table = new SegmentColumns(0);
    for (int i = 0; i < SEGMENTS; i++) {
      int row = table.append(i + 1, i * 1000L, Role.CLIENT, 1);
      table.header(row, 1L + i, 1, TcpFlags.PSH | TcpFlags.ACK, 342);
      table.classify(row, SegmentKind.NEW, null);
    }
    return CapturedConnection.builder(0)
        .lifecycle(
            new Handshake(Handshake.State.NOT_CAPTURED, OptionalLong.empty()),
            new Teardown(Teardown.State.OPEN, Optional.empty()))
        .flows(
            CapturedFlow.builder(Role.CLIENT, client, server).build(),
            CapturedFlow.builder(Role.SERVER, server, client).build())
        .segments(table.frozen())
        .build();
  }
}
