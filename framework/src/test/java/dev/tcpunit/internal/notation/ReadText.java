package dev.tcpunit.internal.notation;

import dev.tcpunit.internal.wire.DecodedIcmpError;
import dev.tcpunit.internal.wire.DecodedSegment;
import dev.tcpunit.internal.wire.FrameOutcome;
import dev.tcpunit.net.TcpFlags;
import java.util.ArrayList;
import java.util.List;

/** A text as the reader understands it: each segment on a line of its own, and what is left out. */
final class ReadText implements TcpdumpConsumer {
  final List<String> segments = new ArrayList<>();
  final List<FrameOutcome> ignored = new ArrayList<>();
  final List<String> icmp = new ArrayList<>();
  final TcpdumpReport report;

  private ReadText(String text) {
    report = TcpdumpReader.read(text, this);
  }

  static ReadText of(String text) {
    return new ReadText(text);
  }

  @Override
  public void segment(DecodedSegment segment) {
    segments.add(describe(segment));
  }

  @Override
  public void icmpError(DecodedIcmpError error) {
    DecodedSegment quoted = error.quoted;
    icmp.add(
        "%s says %d/%d of %s > %s%s"
            .formatted(
                error.sender().host(),
                error.type,
                error.code,
                quoted.source(),
                quoted.destination(),
                error.hasNumber ? " seq " + Integer.toUnsignedString(quoted.seq) : ""));
  }

  @Override
  public void ignored(FrameOutcome reason) {
    ignored.add(reason);
  }

  /** The lines that could not be read, with their numbers and reasons. */
  List<String> complaints() {
    return report.malformed().stream().map(line -> line.line() + ": " + line.reason()).toList();
  }

  static String describe(DecodedSegment s) {
    StringBuilder text = new StringBuilder();
    text.append(
        "%d.%09d %s > %s %s seq %s ack %s win %d len %d"
            .formatted(
                s.timeNanos / 1_000_000_000,
                s.timeNanos % 1_000_000_000,
                s.source(),
                s.destination(),
                new TcpFlags(s.flags),
                Integer.toUnsignedString(s.seq),
                Integer.toUnsignedString(s.ack),
                s.window,
                s.payloadLength));
    text.append(s.mss < 0 ? "" : " mss " + s.mss).append(s.sackPermitted ? " sackOK" : "");
    text.append(s.hasTimestamps ? " TS %d/%d".formatted(s.tsVal, s.tsEcr) : "");
    text.append(s.windowScale < 0 ? "" : " wscale " + s.windowScale);
    for (int i = 0; i < s.sackBlocks; i++) {
      text.append(" sack ").append(Integer.toUnsignedString(s.sackEdges[2 * i]));
      text.append(':').append(Integer.toUnsignedString(s.sackEdges[2 * i + 1]));
    }
    text.append(s.fastOpenCookieLength < 0 ? "" : " tfo " + s.fastOpenCookieLength);
    text.append(s.multipath ? " multipath" : "").append(s.authenticated ? " authenticated" : "");
    text.append(s.unknownOptions && !s.multipath ? " unknown" : "");
    text.append(s.optionsCut ? " cut" : "").append(s.malformedOptions ? " malformed" : "");
    text.append(s.ipId < 0 ? "" : " id " + s.ipId).append(s.ecn < 0 ? "" : " ecn " + s.ecn);
    text.append(s.ecn < 0 ? "" : " " + s.checksum);
    return text.append(s.badIpChecksum ? " bad IP header" : "").toString();
  }
}
