package dev.tcpunit.internal.notation;

import dev.tcpunit.internal.wire.DecodedIcmpError;
import dev.tcpunit.internal.wire.DecodedSegment;
import dev.tcpunit.net.TcpFlags;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An ICMP error as tcpdump prints it: {@code ICMP 192.0.2.2 tcp port 80 unreachable, length 68}.
 * Which segment it quotes tcpdump prints in lines of their own, and only with {@code -v}; of one
 * about a port it names the port and the host in any case.
 */
final class IcmpLine {
  private static final int UNREACHABLE = 3;
  private static final int TIME_EXCEEDED = 11;
  private static final int PARAMETER_PROBLEM = 12;
  private static final int UNREACHABLE_6 = 1;
  private static final int PACKET_TOO_BIG_6 = 2;
  private static final int TIME_EXCEEDED_6 = 3;
  private static final int PARAMETER_PROBLEM_6 = 4;

  /** What a line begins with, and the type and code that it stands for. */
  private record Form(Pattern pattern, int type, int code) {
    static Form of(String pattern, int type, int code) {
      return new Form(Pattern.compile(pattern), type, code);
    }
  }

  private static final List<Form> IPV4 =
      List.of(
          Form.of("ICMP (?<host>\\S+) tcp port (?<port>\\S+) unreachable", UNREACHABLE, 3),
          Form.of("ICMP \\S+ protocol \\S+ unreachable", UNREACHABLE, 2),
          Form.of(
              "ICMP \\S+ unreachable - need to frag(?: \\(mtu (?<mtu>\\d+)\\))?", UNREACHABLE, 4),
          Form.of("ICMP net \\S+ unreachable - admin prohibited", UNREACHABLE, 9),
          Form.of("ICMP host \\S+ unreachable - admin prohibited filter", UNREACHABLE, 13),
          Form.of("ICMP host \\S+ unreachable - admin prohibited", UNREACHABLE, 10),
          Form.of("ICMP net \\S+ unreachable", UNREACHABLE, 0),
          Form.of("ICMP host \\S+ unreachable", UNREACHABLE, 1),
          Form.of("ICMP time exceeded in-transit", TIME_EXCEEDED, 0),
          Form.of("ICMP ip reassembly time exceeded", TIME_EXCEEDED, 1),
          Form.of("ICMP parameter problem", PARAMETER_PROBLEM, 0));

  private static final String UNREACHABLE_IPV6 = "ICMP6, destination unreachable, ";

  private static final List<Form> IPV6 =
      List.of(
          Form.of(
              UNREACHABLE_IPV6 + "unreachable port, (?<host>\\S+) tcp port (?<port>[^\\s,]+)",
              UNREACHABLE_6,
              4),
          Form.of(UNREACHABLE_IPV6 + "unreachable route", UNREACHABLE_6, 0),
          Form.of(UNREACHABLE_IPV6 + "unreachable prohibited", UNREACHABLE_6, 1),
          Form.of(UNREACHABLE_IPV6 + "beyond scope", UNREACHABLE_6, 2),
          Form.of(UNREACHABLE_IPV6 + "unreachable address", UNREACHABLE_6, 3),
          Form.of("ICMP6, packet too big, mtu (?<mtu>\\d+)", PACKET_TOO_BIG_6, 0),
          Form.of("ICMP6, time exceeded in-transit", TIME_EXCEEDED_6, 0),
          Form.of("ICMP6, time exceeded in-reassembly", TIME_EXCEEDED_6, 1),
          Form.of("ICMP6, parameter problem", PARAMETER_PROBLEM_6, 0));

  private final Hosts hosts;
  private final Services services;
  private final SegmentText header = new SegmentText();
  private final DecodedIcmpError error = new DecodedIcmpError();

  IcmpLine(Hosts hosts, Services services) {
    this.hosts = hosts;
    this.services = services;
    error.quoted = new DecodedSegment();
  }

  DecodedIcmpError error() {
    return error;
  }

  /** Reads a line; false if it tells of no error, or of one about another protocol than TCP. */
  boolean read(PacketLine packet, long timeNanos) {
    for (Form form : packet.ipv6() ? IPV6 : IPV4) {
      Matcher line = form.pattern.matcher(packet.body());
      if (line.lookingAt()) {
        fill(packet, form, line);
        error.quoted.timeNanos = timeNanos;
        return true;
      }
    }
    return false;
  }

  private void fill(PacketLine packet, Form form, Matcher line) {
    error.ipv6 = packet.ipv6();
    error.type = form.type;
    error.code = form.code;
    error.mtu = group(line, "mtu") == null ? DecodedSegment.ABSENT : mtu(line);
    error.hasNumber = false;
    DecodedSegment quoted = error.quoted;
    quoted.clear();
    quoted.ipv6 = error.ipv6;
    hosts.source(quoted, packet.source());
    error.senderHigh = quoted.sourceHigh;
    error.senderLow = quoted.sourceLow;
    hosts.source(quoted, packet.destination());
    quoted.destinationHigh = 0;
    quoted.destinationLow = 0;
    quoted.sourcePort = 0;
    quoted.destinationPort = 0;
    if (group(line, "port") != null) {
      hosts.destination(quoted, line.group("host"));
      quoted.destinationPort = services.port(line.group("port"));
    }
  }

  /** Takes the segment that is quoted, from a line of its own. */
  void quote(PacketLine packet) {
    DecodedSegment quoted = error.quoted;
    hosts.source(quoted, PacketLine.host(packet.source()));
    hosts.destination(quoted, PacketLine.host(packet.destination()));
    quoted.sourcePort = services.port(PacketLine.port(packet.source()));
    quoted.destinationPort = services.port(PacketLine.port(packet.destination()));
    header.read(packet.body(), quoted);
    // Of any other segment the number is relative to one that is not printed here.
    error.hasNumber =
        quoted.has(TcpFlags.SYN) && !quoted.has(TcpFlags.ACK) && header.printedSeq >= 0;
    quoted.seq = (int) header.printedSeq;
  }

  private static int mtu(Matcher line) {
    return (int) Numbers.unsigned("mtu", line.group("mtu"), Numbers.MAX_16_BITS);
  }

  private static String group(Matcher line, String name) {
    return line.pattern().pattern().contains("<" + name + ">") ? line.group(name) : null;
  }
}
