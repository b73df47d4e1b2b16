package dev.tcpunit.internal.notation;

import dev.tcpunit.internal.wire.DecodedSegment;
import dev.tcpunit.internal.wire.FrameOutcome;
import dev.tcpunit.net.ChecksumStatus;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what tcpdump prints, with any of its options for names, times, numbers and detail ({@code
 * -n -S -e -v -t -# -i any}), of any version, as TCP segments: also where it was quoted, wrapped,
 * logged or copied from a page.
 *
 * <p>A line that tells of a TCP segment and cannot be read is reported and loses no other; a line
 * that is no packet is counted. What the text does not hold stays absent: payload, mostly
 * checksums, and without {@code -v} the IP identification.
 */
public final class TcpdumpReader {
  private static final Pattern IP_ID = Pattern.compile("\\bid (\\d+)");
  private static final Pattern TRAFFIC_CLASS = Pattern.compile("\\b(?:tos|class) 0x([0-9a-f]+)");
  private static final Pattern BAD_IP_CHECKSUM =
      Pattern.compile("\\bbad (?:ip )?cksum (?:0x)?([0-9a-f]{1,4})\\b");

  /** At the end, or before what is said of the header's checksum; options would come before. */
  private static final Pattern IP_LENGTH =
      Pattern.compile("\\blen(?:gth)?:? (\\d+)(?:$|, bad cksum )");

  /** Packets within which others are printed on lines of their own. */
  private static final Pattern ENCLOSES =
      Pattern.compile("^(?:ICMP|GRE|L2TP|NVGRE|ERSPAN|GTP)|VXLAN|Geneve");

  private static final Pattern OF_A_TUNNEL =
      Pattern.compile("^(?:GRE|L2TP|NVGRE|ERSPAN|GTP)|VXLAN|Geneve");

  private static final int IPV4_HEADER = 20;
  private static final int ECN_BITS = 3;

  /** How far to look ahead for the meaning of elapsed times. */
  private static final int LOOK_AHEAD = 1000;

  /** So many lines that cannot be read are kept to be shown; the others are counted. */
  private static final int MOST_KEPT = 100;

  private final TcpdumpConsumer consumer;
  private final Timestamps timestamps;
  private final Services services = new Services();
  private final Hosts hosts = new Hosts();
  private final RelativeNumbers numbers = new RelativeNumbers();
  private final SegmentText header = new SegmentText();
  private final DecodedSegment segment = new DecodedSegment();
  private final List<TcpdumpReport.MalformedLine> malformed = new ArrayList<>();
  private final IcmpLine icmp = new IcmpLine(hosts, services);
  private UnfinishedPacket unfinished;

  /** Whether an ICMP error was read whose quoted segment may stand in the next lines. */
  private boolean icmpBegun;

  private TextLine outer;
  private boolean within;
  private long timeNanos;
  private boolean timed;
  private long lines;
  private long segments;
  private long untimed;
  private long ignored;
  private long skipped;
  private long unreadable;

  private TcpdumpReader(TcpdumpConsumer consumer, Timestamps timestamps) {
    this.consumer = consumer;
    this.timestamps = timestamps;
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
    TextLines source = new TextLines(text);
    List<Physical> ahead = new ArrayList<>();
    Physical line = Physical.next(source);
    while (line != null && ahead.size() < LOOK_AHEAD) {
      ahead.add(line);
      line = Physical.next(source);
    }
    TcpdumpReader reader = new TcpdumpReader(consumer, timestamps(ahead));
    ahead.forEach(reader::line);
    for (; line != null; line = Physical.next(source)) {
      reader.line(line);
    }
    return reader.end();
  }

  private static Timestamps timestamps(List<Physical> ahead) {
    return new Timestamps(
        ahead.stream()
            .flatMap(line -> line.parts.stream())
            .filter(TextLine::timed)
            .map(TextLine::before)
            .toList());
  }

  /** One line of the source, and the lines that it stands for. */
  private record Physical(List<TextLine> parts, boolean cut) {
    static Physical next(TextLines source) throws IOException {
      String line = source.next();
      return line == null
          ? null
          : new Physical(
              LineCleaner.clean(line).stream().map(TextLine::of).toList(), source.wasCut());
    }
  }

  private void line(Physical line) {
    lines++;
    if (line.cut) {
      endUnfinished();
      tooLong(line.parts.get(0));
    } else {
      line.parts.forEach(part -> line(part, lines));
    }
  }

  private void tooLong(TextLine line) {
    if (line.begins() || OtherTools.isAboutTcp(line.text())) {
      report(lines, line.text(), "longer than " + TextLines.LONGEST + " characters");
    } else {
      skipped++;
    }
  }

  private void line(TextLine line, long number) {
    if (unfinished != null) {
      if (!unfinished.endsBefore(line)) {
        continueBy(line, number);
        return;
      }
      endUnfinished();
    }
    if (isWithinAnother(line)) {
      if (icmpBegun && line.isSegment()) {
        quote(line.packet());
      }
      skipped++;
    } else if (line.begins()) {
      begin(line, number);
    } else {
      stray(line, number);
    }
  }

  private void begin(TextLine line, long number) {
    try {
      timeNanos = timestamps.read(line.before());
      timed = timestamps.wasThere();
    } catch (NotationException e) {
      report(number, line.text(), e.getMessage());
      return;
    }
    if (OtherTools.isPktmon(line.text())) {
      report(number, line.text(), OtherTools.reason(line.text()));
      outer = line;
    } else if (sense(line.text()) <= 0 && !isTunnel(line)) {
      unfinished = new UnfinishedPacket(line, number, line.text(), false);
    } else {
      whole(line, number, line);
    }
  }

  private static boolean isTunnel(TextLine line) {
    return line.packet() != null && line.packet().tunnel();
  }

  private void continueBy(TextLine line, long number) {
    UnfinishedPacket packet = unfinished;
    String whole = packet.with(line, number, this::sense);
    if (whole != null) {
      unfinished = null;
      whole(packet.first(), packet.lineNumber(), TextLine.of(whole));
    } else if (!packet.canGrow()) {
      endUnfinished();
    }
  }

  /** Takes a packet that makes sense as it is, unless the next line may go on with its options. */
  private void whole(TextLine first, long number, TextLine whole) {
    boolean classic = whole.isSegment() && !SegmentText.isModern(whole.packet().body());
    if (classic && sense(whole.text()) > 1 && header.rest.isEmpty()) {
      unfinished = new UnfinishedPacket(first, number, whole.text(), true);
    } else {
      packet(first, whole, number);
    }
  }

  /** What was begun is all there is of it; the lines since may be packets themselves. */
  private void endUnfinished() {
    if (unfinished != null) {
      UnfinishedPacket packet = unfinished;
      unfinished = null;
      packet(packet.first(), packet.begun(), packet.lineNumber());
      packet.held().forEach(held -> line(held.line(), held.number()));
    }
  }

  private TcpdumpReport end() {
    while (unfinished != null) {
      endUnfinished();
    }
    endIcmp();
    return new TcpdumpReport(
        lines, segments, untimed, ignored, skipped, unreadable, List.copyOf(malformed));
  }

  /**
   * How much sense a line makes: 2 and more for a segment, 1 for another packet, 0 for none yet, -1
   * for none ever.
   */
  private int sense(String text) {
    PacketLine packet = PacketLine.find(text);
    if (packet == null) {
      return 0;
    }
    if (packet.tunnel()) {
      return -1;
    }
    if (!packet.isSegment()) {
      return SegmentText.mayGoOn(packet.body()) ? 0 : 1;
    }
    try {
      segment.clear();
      header.read(packet.body(), segment);
      return 2 + (segment.unknownOptions ? 0 : 1) + packet.soundness();
    } catch (NotationException e) {
      return SegmentText.mayGoOn(packet.body()) ? 0 : -1;
    }
  }

  /**
   * Whether a line is printed within the packet before: what an ICMP error quotes, what a tunnel
   * carries. It has no time where that has one, or stands further in.
   */
  private boolean isWithinAnother(TextLine line) {
    if (outer == null) {
      return false;
    }
    if (line.timed()
        || line.begins() && !outer.timed() && line.indentation() <= outer.indentation()) {
      outer = null;
      return false;
    }
    within |= line.begins();
    return within;
  }

  private void packet(TextLine first, TextLine whole, long number) {
    PacketLine packet = whole.packet();
    endIcmp();
    within = false;
    boolean encloses =
        packet != null && !packet.isSegment() && ENCLOSES.matcher(packet.body()).find();
    outer = encloses ? first : null;
    if (packet == null) {
      withoutAddresses(whole, number);
    } else if (packet.isFragment()) {
      ignore(FrameOutcome.FRAGMENT);
    } else if (packet.isSegment()) {
      segment(packet, whole, number);
    } else if (packet.tunnel() || OF_A_TUNNEL.matcher(packet.body()).find()) {
      ignore(FrameOutcome.TUNNEL);
    } else if (icmp.read(packet, timeNanos)) {
      icmpBegun = true;
    } else {
      withoutSegment(packet, whole, number);
    }
  }

  private void segment(PacketLine packet, TextLine whole, long number) {
    try {
      segment.clear();
      segment.timeNanos = timeNanos;
      segment.untimed = !timed;
      fill(packet);
    } catch (NotationException e) {
      report(number, whole.text(), e.getMessage());
      return;
    }
    segments++;
    untimed += timed ? 0 : 1;
    consumer.segment(segment);
  }

  private void quote(PacketLine packet) {
    try {
      icmp.quote(packet);
    } catch (NotationException e) {
      // What is quoted may be cut; the error itself was read.
    }
    endIcmp();
  }

  private void endIcmp() {
    if (icmpBegun) {
      icmpBegun = false;
      ignored++;
      consumer.icmpError(icmp.error());
    }
  }

  private void withoutAddresses(TextLine line, long number) {
    String text = line.text();
    if (text.contains("bad-len ")) {
      report(number, text, "no lengths (segmentation was left to the device)");
    } else if (PacketLine.saysTcp(PacketLine.header(text))) {
      report(number, text, "the line that should follow it is missing");
    } else if (OtherTools.isAboutTcp(text)) {
      report(number, text, OtherTools.reason(text));
    } else if (line.timed() && line.saysIp() && PacketLine.header(text).isEmpty()) {
      report(number, text, "no two addresses");
    } else if (line.timed() || line.isOther()) {
      ignore(FrameOutcome.NOT_TCP);
    } else {
      skipped++;
    }
  }

  private void withoutSegment(PacketLine packet, TextLine line, long number) {
    String body = packet.body();
    if (PacketLine.saysTcp(packet.header()) || body.startsWith("tcp ") || body.contains("[|tcp]")) {
      report(
          number,
          line.text(),
          "no TCP header (tcpdump -q or a short snapshot length leaves it out)");
    } else if (SegmentText.mayGoOn(body) || OtherTools.isAboutTcp(line.text())) {
      report(number, line.text(), body.isEmpty() ? "cut off" : OtherTools.reason(line.text()));
    } else {
      ignore(FrameOutcome.NOT_TCP);
    }
  }

  /** A line that is no packet, as far as anybody can tell. */
  private void stray(TextLine line, long number) {
    if (OtherTools.isAboutTcp(line.text())) {
      report(number, line.text(), OtherTools.reason(line.text()));
    } else {
      skipped++;
    }
  }

  private void fill(PacketLine packet) {
    segment.ipv6 = packet.ipv6();
    hosts.source(segment, PacketLine.host(packet.source()));
    segment.sourcePort = services.port(PacketLine.port(packet.source()));
    hosts.destination(segment, PacketLine.host(packet.destination()));
    segment.destinationPort = services.port(PacketLine.port(packet.destination()));
    header.read(packet.body(), segment);
    segment.interfaceInText = packet.interfaceNumber();
    // OpenBSD prints what it says of the IP header at the end.
    String ip = packet.header().isEmpty() ? header.rest : packet.header();
    ipHeader(ip);
    if (Hosts.isNumeric(PacketLine.host(packet.source()))
        && Hosts.isNumeric(PacketLine.host(packet.destination()))) {
      wrongChecksum(packet.header().isEmpty() ? PacketLine.header(header.rest) : packet.header());
    }
    numbers.resolve(segment, header);
  }

  private void ipHeader(String ip) {
    Matcher id = IP_ID.matcher(ip);
    if (!segment.ipv6 && id.find()) {
      segment.ipId = (int) Numbers.unsigned("id", id.group(1), Numbers.MAX_16_BITS);
    }
    Matcher sum = BAD_IP_CHECKSUM.matcher(ip);
    segment.badIpChecksum = sum.find() && Integer.parseInt(sum.group(1), 16) != 0;
    Matcher trafficClass = TRAFFIC_CLASS.matcher(ip);
    if (trafficClass.find()) {
      segment.ecn = Integer.parseInt(trafficClass.group(1), 16) & ECN_BITS;
    } else if (ip.contains("ttl ") || ip.contains("hlim ")) {
      segment.ecn = 0;
    }
  }

  /**
   * tcpdump calls a sum incorrect that the sender left to the device; it is one that holds the sum
   * of the pseudo-header alone, which takes the true addresses and the IP length to tell.
   */
  private void wrongChecksum(String ip) {
    Matcher length = IP_LENGTH.matcher(ip);
    boolean isWrong = header.printedChecksum >= 0 && segment.checksum != ChecksumStatus.VALID;
    if (isWrong && !segment.ipv6 && length.find()) {
      int tcpLength = Integer.parseInt(length.group(1)) - IPV4_HEADER;
      boolean offloaded = PseudoHeader.ipv4Sum(segment, tcpLength) == header.printedChecksum;
      segment.checksum = offloaded ? ChecksumStatus.OFFLOADED : ChecksumStatus.BAD;
    }
  }

  private void ignore(FrameOutcome reason) {
    ignored++;
    consumer.ignored(reason);
  }

  private void report(long number, String text, String reason) {
    unreadable++;
    if (malformed.size() < MOST_KEPT) {
      malformed.add(new TcpdumpReport.MalformedLine(number, text, reason));
    }
    consumer.ignored(FrameOutcome.MALFORMED);
  }
}
