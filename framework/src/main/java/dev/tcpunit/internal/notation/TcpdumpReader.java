package dev.tcpunit.internal.notation;

import dev.tcpunit.internal.wire.DecodedSegment;
import dev.tcpunit.internal.wire.FrameOutcome;
import dev.tcpunit.net.ChecksumStatus;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads what tcpdump prints, with any of its options for names, times, numbers and detail ({@code
 * -n -S -e -v -t -i any}), as TCP segments.
 *
 * <p>A line that cannot be read is reported and loses no other; a line that is no packet is
 * skipped. What the text does not hold stays absent: payload, mostly checksums, and without {@code
 * -v} the IP identification.
 */
public final class TcpdumpReader {
  private static final Pattern ADDRESSES =
      Pattern.compile("^(\\S+)\\.([^.\\s]+) > (\\S+)\\.([^.\\s]+): (.*)$");
  private static final Pattern IP_ID = Pattern.compile("\\bid (\\d+)");
  private static final Pattern TRAFFIC_CLASS = Pattern.compile("\\b(?:tos|class) 0x([0-9a-f]+)");
  private static final Pattern IP_LENGTH = Pattern.compile("\\blength (\\d+)$");
  private static final int IPV4_HEADER = 20;
  private static final int ECN_BITS = 3;

  /** How far to look ahead for the meaning of elapsed times. */
  private static final int LOOK_AHEAD = 1000;

  private final TcpdumpConsumer consumer;
  private final Timestamps timestamps;
  private final Services services = Services.load();
  private final Hosts hosts = new Hosts();
  private final RelativeNumbers numbers = new RelativeNumbers();
  private final SegmentText header = new SegmentText();
  private final DecodedSegment segment = new DecodedSegment();
  private final List<TcpdumpReport.MalformedLine> malformed = new ArrayList<>();
  private PacketLine begun;
  private String begunText;
  private long lines;
  private long segments;
  private long ignored;
  private long skipped;

  private TcpdumpReader(TcpdumpConsumer consumer, List<String> ahead) {
    this.consumer = consumer;
    timestamps = new Timestamps(ahead);
  }

  public static TcpdumpReport read(String text, TcpdumpConsumer consumer) {
    try {
      return read(new StringReader(text), consumer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads to the end of the text, which stays open. */
  public static TcpdumpReport read(Reader text, TcpdumpConsumer consumer) throws IOException {
    Iterator<String> source = new BufferedReader(text).lines().iterator();
    try {
      List<String> ahead = new ArrayList<>();
      while (ahead.size() < LOOK_AHEAD && source.hasNext()) {
        ahead.add(source.next());
      }
      TcpdumpReader reader = new TcpdumpReader(consumer, ahead);
      ahead.forEach(reader::line);
      source.forEachRemaining(reader::line);
      return reader.end();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void line(String line) {
    if (begun != null && !line.isEmpty() && Character.isWhitespace(line.charAt(0))) {
      PacketLine whole = begun.continuedBy(line);
      begun = null;
      lines++;
      packet(whole, begunText + " " + line.strip());
      return;
    }
    endBegun();
    lines++;
    int start = Timestamps.end(line);
    PacketLine packet = PacketLine.parse(line.substring(start), start > 0);
    if (packet == null) {
      notIp(line, start);
      return;
    }
    try {
      segment.clear();
      segment.timeNanos = timestamps.read(line);
    } catch (NotationException e) {
      report(line, e.getMessage());
      return;
    }
    if (packet.continuesOnNextLine()) {
      begun = packet;
      begunText = line;
    } else {
      packet(packet, line);
    }
  }

  private void notIp(String line, int start) {
    boolean isPacket = start > 0 || line.startsWith("ARP, ");
    if (isPacket) {
      timestamps.read(line);
      ignore(FrameOutcome.NOT_TCP);
    } else {
      skipped++;
    }
  }

  private TcpdumpReport end() {
    endBegun();
    return new TcpdumpReport(lines, segments, ignored, skipped, List.copyOf(malformed));
  }

  /** The line after an IP header was not its continuation. */
  private void endBegun() {
    if (begun != null) {
      report(begunText, "the line that should follow it is missing");
      begun = null;
    }
  }

  private void packet(PacketLine packet, String text) {
    Matcher addresses = ADDRESSES.matcher(packet.rest());
    String body = addresses.matches() ? addresses.group(5) : packet.rest();
    if (packet.isFragment()) {
      ignore(FrameOutcome.FRAGMENT);
    } else if (addresses.matches() && SegmentText.isSegment(body)) {
      try {
        fill(packet, addresses, body);
      } catch (NotationException e) {
        report(text, e.getMessage());
        return;
      }
      segments++;
      consumer.segment(segment);
    } else if (body.contains("Flags [")) {
      ignore(FrameOutcome.TUNNEL);
    } else if (body.startsWith("bad-len ")) {
      report(text, "no lengths (segmentation was left to the device)");
    } else if (packet.saysTcp() || body.startsWith("tcp ") || body.contains("[|tcp]")) {
      report(text, "no TCP header (tcpdump -q or a short snapshot length leaves it out)");
    } else {
      ignore(FrameOutcome.NOT_TCP);
    }
  }

  private void fill(PacketLine packet, Matcher addresses, String body) {
    segment.ipv6 = packet.ipv6();
    hosts.source(segment, addresses.group(1));
    segment.sourcePort = services.port(addresses.group(2));
    hosts.destination(segment, addresses.group(3));
    segment.destinationPort = services.port(addresses.group(4));
    header.read(body, segment);
    ipHeader(packet);
    if (Stream.of(1, 3).allMatch(group -> Hosts.isNumeric(addresses.group(group)))) {
      wrongChecksum(packet);
    }
    numbers.resolve(segment, header);
  }

  private void ipHeader(PacketLine packet) {
    Matcher id = IP_ID.matcher(packet.header());
    if (!packet.ipv6() && id.find()) {
      segment.ipId = (int) Numbers.unsigned("id", id.group(1), Numbers.MAX_16_BITS);
    }
    Matcher trafficClass = TRAFFIC_CLASS.matcher(packet.header());
    if (trafficClass.find()) {
      segment.ecn = Integer.parseInt(trafficClass.group(1), 16) & ECN_BITS;
    } else if (!packet.header().isEmpty()) {
      segment.ecn = 0;
    }
  }

  /**
   * tcpdump calls a sum incorrect that the sender left to the device; it is one that holds the sum
   * of the pseudo-header alone, which takes the true addresses and the IP length to tell.
   */
  private void wrongChecksum(PacketLine packet) {
    Matcher length = IP_LENGTH.matcher(packet.header());
    boolean isWrong = header.printedChecksum >= 0 && segment.checksum != ChecksumStatus.VALID;
    if (isWrong && !packet.ipv6() && length.find()) {
      int tcpLength = Integer.parseInt(length.group(1)) - IPV4_HEADER;
      boolean offloaded = PseudoHeader.ipv4Sum(segment, tcpLength) == header.printedChecksum;
      segment.checksum = offloaded ? ChecksumStatus.OFFLOADED : ChecksumStatus.BAD;
    }
  }

  private void ignore(FrameOutcome reason) {
    ignored++;
    consumer.ignored(reason);
  }

  private void report(String text, String reason) {
    malformed.add(new TcpdumpReport.MalformedLine(lines, text, reason));
    consumer.ignored(FrameOutcome.MALFORMED);
  }
}
