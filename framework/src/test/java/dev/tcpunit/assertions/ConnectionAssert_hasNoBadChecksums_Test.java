package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tcpunit.analysis.AnalysisOptions;
import dev.tcpunit.analysis.Traces;
import dev.tcpunit.capture.LinkTypes;
import dev.tcpunit.internal.wire.TestPacket;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Connection;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class ConnectionAssert_hasNoBadChecksums_Test {
  private static final int WINDOW_FIELD = 20 + 14;

  private final byte[] syn = TestPacket.ipv4().flags(TcpFlags.SYN).payload(new byte[0]).ip();

  @Test
  void should_hold_for_a_right_checksum() {
    assertThatNoException().isThrownBy(() -> assertThat(capture(syn)).hasNoBadChecksums());
  }

  @Test
  void should_show_the_segment_whose_bits_were_flipped() {
    syn[WINDOW_FIELD] ^= 1;

    assertThatThrownBy(() -> assertThat(capture(syn)).hasNoBadChecksums())
        .hasMessage(
            """
            Expecting connection
              192.0.2.1:40000 > 192.0.2.2:443 (1 segment)
            to have no bad checksums
            but 1 of 1 segment had a wrong TCP checksum:
            * #1 0.000000 > [S] 0 win 1280
            cause:    the path damaged or changed the segment (likely)
            rule:     RFC 9293 s3.1, MUST-2: the sender computes the checksum, the receiver discards what does
                      not match
            capture:  flipped.pcap, frame 1\
            """);
  }

  /** A pcap file of one packet. */
  private static Connection capture(byte[] ip) {
    ByteBuffer file = ByteBuffer.allocate(24 + 16 + ip.length);
    file.putInt(0xA1B2C3D4).putShort((short) 2).putShort((short) 4).putLong(0);
    file.putInt(65_535).putInt(LinkTypes.RAW);
    file.putInt(1_700_000_000).putInt(0).putInt(ip.length).putInt(ip.length).put(ip);
    return Traces.read(
            new ByteArrayInputStream(file.array()), "flipped.pcap", AnalysisOptions.SEGMENTS)
        .connections()
        .get(0);
  }
}
