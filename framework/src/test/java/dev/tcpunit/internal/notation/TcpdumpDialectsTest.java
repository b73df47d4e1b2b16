package dev.tcpunit.internal.notation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same packets as versions, systems and the ways of a text print them. */
class TcpdumpDialectsTest {
  private static final String PLAIN =
      """
      12:00:00.000000 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [S], seq 1000, win 64240, options [mss 1460,sackOK,TS val 7001 ecr 0,nop,wscale 7], length 0
      12:00:00.000100 IP 192.0.2.2.80 > 192.0.2.1.40000: Flags [S.], seq 2000, ack 1001, win 65160, options [mss 1460,sackOK,TS val 9001 ecr 7001,nop,wscale 7], length 0
      12:00:00.000090 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [.], ack 1, win 502, options [nop,nop,TS val 7001 ecr 9001], length 0
      12:00:00.000200 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [P.], seq 1:101, ack 1, win 502, options [nop,nop,TS val 7001 ecr 9001], length 100
      """;

  private static Arguments way(String name, UnaryOperator<String> way) {
    return Arguments.of(name, way);
  }

  private static Arguments prefix(String name, String prefix) {
    return way(name, line -> prefix + line);
  }

  static Stream<Arguments> waysOfALine() {
    return Stream.of(
        prefix("one blank", " "),
        prefix("a tab", "\t"),
        prefix("Markdown code", "    "),
        prefix("byte order mark on each line", "\uFEFF"),
        prefix("quoted", "> "),
        prefix("quoted twice", "> > "),
        prefix("quoted twice, closed up", ">> "),
        prefix("quoted without a blank", ">"),
        prefix("list with a star", "* "),
        prefix("list with a dash", "- "),
        prefix("list with a bullet", "\u2022 "),
        prefix("comment", "# "),
        prefix("numbered list", "1. "),
        prefix("-#", "    1  "),
        prefix("grep -n", "17:"),
        prefix("grep -H", "trace.txt:"),
        prefix("grep -Hn", "trace.txt:17:"),
        prefix("Docker Compose", "client_1  | "),
        prefix("Docker with times", "2024-05-01T12:00:00.123456789Z "),
        prefix("GitHub Actions", "2024-05-01T12:00:00.1234567Z "),
        prefix("kubectl", "[pod/client-5d4f/tcpdump] "),
        prefix("syslog", "May  1 12:00:00 host tcpdump[1234]: "),
        prefix("journalctl", "May 01 12:00:00.123456 host tcpdump[1234]: "),
        prefix("a log", "2024-05-01 12:00:00,123 INFO  [main] "),
        prefix("a log with a dot", "2024-05-01 12:00:00.123 INFO --- "),
        prefix("ISO time with a zone", "2024-05-01T12:00:00.123+02:00 "),
        prefix("terminal colours", "\u001B[0;32m"),
        prefix("colours that lost their escape", "[32m"),
        prefix("colours as cat -v shows them", "^[[1;31m"),
        prefix("a no-break blank", "\u00A0"),
        way("no-break blanks", line -> line.replace(' ', '\u00A0')),
        way("narrow no-break blanks", line -> line.replace(" ", "\u202F")),
        way("two blanks for each", line -> line.replace(" ", "  ")),
        way("tabs", line -> line.replace(" > ", "\t> ")),
        way("colours within", line -> line.replace("Flags", "\u001B[31mFlags\u001B[0m")),
        way("highlighted by grep", line -> line.replace("win", "\u001B[01;31m\u001B[Kwin\u001B[m")),
        way("HTML", line -> line.replace(">", "&gt;")),
        way("HTML in HTML", line -> line.replace(">", "&amp;gt;")),
        way("HTML by number", line -> line.replace(">", "&#62;")),
        way("HTML by hexadecimal number", line -> line.replace(" > ", "&nbsp;&#x3E;&nbsp;")),
        way(
            "HTML elements",
            line -> "<span class=\"line\">" + line.replace(">", "&gt;") + "</span>"),
        way("arrow", line -> line.replace(">", "\u2192")),
        way("arrow without blanks", line -> line.replace(" > ", "\u2192")),
        way("ASCII arrow", line -> line.replace(">", "->")),
        way("wide arrow", line -> line.replace(">", "\uFF1E")),
        way("zero-width blank", line -> line.replace(",", ",\u200B")),
        way("carriage return", line -> line + "\r"),
        way("trailing blanks", line -> line + "   "),
        way("Docker's JSON", line -> "{\"log\":\"" + line.replace(">", "\\u003e") + "\\n\"}"),
        way("in quotation marks", line -> "\"" + line + "\""),
        way("any interface", line -> line.replace(" IP", " eth0  Out IP")),
        way("Android", line -> line.replace(" IP", " wlan0 In  IP")),
        way("macOS -k", line -> line.replace(" IP", " (en0, proc curl:123, svc BE, out, so) IP")),
        way("pflog", line -> line.replace(" IP", " rule 0/0(match): pass in on em0:")),
        way(
            "pflog -v",
            line ->
                line.replace(" IP", " rule 0..16777216/0(match) [uid 0, pid 1]: block in on wg0:")),
        way("OpenBSD's pflog", line -> line.replace(" IP", " rule 4/(match) pass out on rl0:")),
        way("without IP", line -> line.replace(" IP", "")),
        way(
            "-e",
            line ->
                line.replace(
                    " IP",
                    " 02:00:00:00:00:01 > 02:00:00:00:00:02, ethertype IPv4 (0x0800), length 74:")),
        way(
            "-e with 802.1Q before 4.99",
            line ->
                line.replace(
                    " IP",
                    " 02:00:00:00:00:01 > 02:00:00:00:00:02, ethertype 802.1Q (0x8100), length 78:"
                        + " vlan 5, p 0, ethertype IPv4,")),
        way(
            "-e with 802.1Q",
            line ->
                line.replace(
                    " IP",
                    " 02:00:00:00:00:01 > 02:00:00:00:00:02, ethertype 802.1Q (0x8100), length 78:"
                        + " vlan 5, p 0, ethertype IPv4 (0x0800),")),
        way(
            "-e with two tags",
            line ->
                line.replace(
                    " IP",
                    " 02:00:00:00:00:01 > 02:00:00:00:00:02, ethertype 802.1Q-QinQ (0x88a8), length"
                        + " 82: vlan 7, p 0, ethertype 802.1Q, vlan 5, p 0, ethertype IPv4,")),
        way(
            "-e in capitals",
            line -> line.replace(" IP", " In 02:00:00:00:00:01 ethertype IPv4:")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("waysOfALine")
  void should_read_a_line_whatever_its_way(String name, UnaryOperator<String> way) {
    ReadText read = ReadText.of(String.join("\n", PLAIN.lines().map(way).toList()));

    assertThat(read.complaints()).isEmpty();
    assertThat(read.segments).isEqualTo(ReadText.of(PLAIN).segments);
    assertThat(read.ignored).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("waysOfALine")
  void should_read_a_text_of_which_only_some_lines_went_that_way(
      String name, UnaryOperator<String> way) {
    List<String> lines = PLAIN.lines().toList();
    ReadText read =
        ReadText.of(
            String.join(
                "\n",
                way.apply(lines.get(0)),
                lines.get(1),
                way.apply(lines.get(2)),
                lines.get(3)));

    assertThat(read.complaints()).isEmpty();
    assertThat(read.segments).isEqualTo(ReadText.of(PLAIN).segments);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\n", "\r\n", "\r", "\n\n", "<br>", "<br/>\n", "\n```\n", "\n</pre><pre>"})
  void should_read_any_end_of_line(String end) {
    ReadText read = ReadText.of("```\n" + PLAIN.replace("\n", end));

    assertThat(read.segments).isEqualTo(ReadText.of(PLAIN).segments);
    assertThat(read.complaints()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "02:00:00:00:00:01 > 02:00:00:00:00:02, ethertype IPv4 (0x0800), length 74: ",
        "02:00:00:00:00:01 (oui Unknown) > 02:00:00:00:00:02 (oui Unknown), ethertype IPv4"
            + " (0x0800), length 74: ",
        "IP ",
        "    IP ",
        "",
        "eth0  Out IP ",
        "AF IPv4 (2), length 64: "
      })
  void should_read_lines_without_times(String start) {
    ReadText read = ReadText.of(PLAIN.replaceAll("(?m)^\\S+ IP ", start));

    assertThat(read.complaints()).isEmpty();
    assertThat(read.segments)
        .isEqualTo(
            ReadText.of(PLAIN).segments.stream()
                .map(segment -> segment.replaceFirst("^43200\\.\\d+", "0.000000000"))
                .toList());
  }

  @Test
  void should_read_what_tcpdump_printed_before_version_4_1_and_prints_on_openbsd() {
    String classic =
        """
        12:00:00.000000 IP 192.0.2.1.40000 > 192.0.2.2.80: S 1000:1000(0) win 64240 <mss 1460,sackOK,timestamp 7001 0,nop,wscale 7>
        12:00:00.000100 192.0.2.2.80 > 192.0.2.1.40000: S 2000:2000(0) ack 1001 win 65160 <mss 1460,sackOK,timestamp 9001 7001,nop,wscale 7> (DF)
        12:00:00.000090 IP 192.0.2.1.40000 > 192.0.2.2.80: . ack 1 win 502 <nop,nop,timestamp 7001 9001>
        12:00:00.000200 IP 192.0.2.1.40000 > 192.0.2.2.80: P 1:101(100) ack 1 win 502 <nop,nop,timestamp 7001 9001>
        """;

    assertThat(ReadText.of(classic).segments).isEqualTo(ReadText.of(PLAIN).segments);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "P 1:101(100) ack 1 win 502 (DF) [tos 0x2] (ttl 64, id 7, len 140)",
        "P [tcp sum ok] 1:101(100) ack 1 win 502 (DF) [tos 0x2] (ttl 64, id 7, len 140)",
        "P [tcp sum ok] (src OS: unknown) 1:101(100) ack 1 win 502 (DF) [tos 0x2] (ttl 64, id 7)",
      })
  void should_read_the_ip_header_that_openbsd_prints_last(String body) {
    ReadText read = ReadText.of("12:00:00.000200 192.0.2.1.40000 > 192.0.2.2.80: " + body);

    assertThat(read.segments).hasSize(1);
    assertThat(read.segments.get(0))
        .contains("P. seq 1 ack 1 win 502 len 100 id 7 ecn 2")
        .endsWith(body.contains("sum ok") ? "VALID" : "UNKNOWN");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FP 1:101(100) ack 1 win 502",
        "FP, cksum 0x1234 (correct), 1:101(100) ack 1 win 502 <nop,nop,sack sack 1 {5:9} >",
        "FP 1:101(100) ack 1 win 502 urg 3 <nop,nop,sack 1 {5:9}>: BGP",
        "Flags [FP.], seq 1:101, ack 1, win 502, length 100: BGP"
      })
  void should_read_rarer_forms_of_the_header(String body) {
    ReadText read = ReadText.of("12:00:00.000200 IP 192.0.2.1.40000 > 192.0.2.2.bgp: " + body);

    assertThat(read.complaints()).isEmpty();
    assertThat(read.segments.get(0)).contains("192.0.2.2:179 FP. seq 1 ack 1 win 502 len 100");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Flags [P.], seq 1:101, ack 1, win 502, options [nop,nop,[|tcp]>",
        "Flags [P.], seq 1:101, ack 1, win 502, options [nop,nop,TS[|tcp]>",
        "Flags [P.], seq 1:101, ack 1, win 502, options [[|tcp]",
        "P 1:101(100) ack 1 win 502 <nop,nop,[|tcp]>"
      })
  void should_take_the_length_of_the_numbers_where_the_snap_length_cut_the_options(String body) {
    ReadText read = ReadText.of("12:00:00.000200 IP 192.0.2.1.40000 > 192.0.2.2.80: " + body);

    assertThat(read.segments.get(0)).endsWith("P. seq 1 ack 1 win 502 len 100 cut");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Flags [S], seq 1000, win 502, options [mss 1460,[bad opt]>",
        "Flags [S], seq 1000, win 502, options [mss 1460,nop,[bad opt]>",
        "S 1000:1000(0) win 502 <mss 1460,[bad opt]>"
      })
  void should_read_options_up_to_those_that_make_no_sense(String body) {
    ReadText read = ReadText.of("12:00:00.000200 IP 192.0.2.1.40000 > 192.0.2.2.80: " + body);

    assertThat(read.segments.get(0)).endsWith("S seq 1000 ack 0 win 502 len 0 mss 1460 malformed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "    1 0.000000000    192.0.2.1 \u2192 192.0.2.2    TCP 74 40000 \u2192 80 [SYN] Seq=0"
            + " Win=64240 Len=0 MSS=1460",
        "  1   0.000000 192.0.2.1 -> 192.0.2.2 TCP 74 40000 > 80 [SYN] Seq=0 Win=64240 Len=0",
        "12:00:00.000000 192.0.2.1 > 192.0.2.2 TCP 40000 > http [ACK] Seq=1 Ack=1 Win=502 Len=0"
      })
  void should_say_that_columns_of_tshark_are_none_of_tcpdump(String line) {
    assertThat(ReadText.of(line).complaints())
        .containsExactly(
            "1: columns of tshark or Wireshark, which leave out much of a segment; give the capture"
                + " file itself, or what tcpdump -nn -r prints of it");
  }

  @Test
  void should_say_what_to_do_with_the_text_of_pktmon() {
    ReadText read =
        ReadText.of(
            """
            00:53:20.123456700 PktGroupId 281474976710657, PktNumber 1, Appearance 1, Direction Tx
            \t02-00-00-00-00-01 > 02-00-00-00-00-02, ethertype IPv4 (0x0800), length 66: 192.0.2.1.40000 > 192.0.2.2.80: Flags [S], seq 1, win 64240, length 0
            """);

    assertThat(read.segments).isEmpty();
    assertThat(read.complaints().get(0)).contains("pktmon etl2pcap");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "192.0.2.1:40000 > 192.0.2.2:80 win 502",
        "client > server: Flags [S], seq 1, win 3, length 0",
        "12:00:00.0 IP 192.0.2.1.40000 > 192.0.2.2.80: tcp 0",
        "12:00:00.0 IP 192.0.2.1.40000 > 192.0.2.2.80:",
        "12:00:00.0 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [S], seq 1",
        "12:00:00.0 IP 192.0.2.1.40000 > 192.0.2.2.80: S 1:1(0)",
        "192.0.2.2 -> 192.0.2.1 TCP D=40000 S=80 Syn Ack=1 Seq=2 Len=0 Win=5"
      })
  void should_report_whatever_tells_of_a_segment_and_cannot_be_read(String line) {
    ReadText read = ReadText.of(PLAIN + line + "\n" + PLAIN);

    assertThat(read.segments).hasSize(8);
    assertThat(read.complaints()).singleElement().asString().startsWith("5: ");
  }

  @Test
  void should_find_the_ports_behind_ipv6_extension_headers() {
    ReadText read =
        ReadText.of(
            """
            0.001 IP6 2001:db8::1 > 2001:db8::2: HBH 40000 > 80: Flags [S], seq 100, win 65000, length 0
            0.002 IP6 (hlim 64, next-header Options (0) payload length: 28) 2001:db8::2 > 2001:db8::1: \
            HBH (rtalert: 0x0000) (padn) DSTOPT (padn) 80 > 40000: Flags [S.], cksum 0xb78b (correct), \
            seq 500, ack 101, win 65000, length 0
            0.003 IP6 2001:db8::1 > 2001:db8::2: DSTOPT 40000 > http: Flags [.], ack 1, win 65000, length 0
            0.004 IP6 2001:db8::1 > 2001:db8::2: srcrt (len=2, type=2, segleft=1, [0]2001:db8::3) 40000 \
            > 80: Flags [.], ack 1, win 65000, length 0
            """);

    assertThat(read.segments)
        .map(line -> line.substring(line.indexOf(' ') + 1, line.indexOf(" seq")))
        .containsExactly(
            "[2001:db8::1]:40000 > [2001:db8::2]:80 S",
            "[2001:db8::2]:80 > [2001:db8::1]:40000 S.",
            "[2001:db8::1]:40000 > [2001:db8::2]:80 .");
    assertThat(read.complaints()).hasSize(1);
  }

  /** A first fragment of several is a multiple of 8 long: another one is the whole packet. */
  @Test
  void should_read_an_ipv6_fragment_that_is_the_whole_packet() {
    ReadText read =
        ReadText.of(
            """
            0.001 IP6 2001:db8::1 > 2001:db8::2: frag (0|20) 40000 > 80: Flags [S], seq 100, win 65000, length 0
            0.002 IP6 2001:db8::1 > 2001:db8::2: frag (0x000000a1:0|35) 40000 > 80: Flags [P.], seq 1:16, ack 1, win 65000, length 15
            0.003 IP6 2001:db8::1 > 2001:db8::2: frag (0|1448) 40000 > 80: Flags [P.], seq 16:1444, ack 1, win 65000, length 1428
            0.004 IP6 2001:db8::1 > 2001:db8::2: frag (1448|35)
            """);

    assertThat(read.segments)
        .map(line -> line.substring(line.indexOf(' ') + 1, line.indexOf(" seq")))
        .containsExactly(
            "[2001:db8::1]:40000 > [2001:db8::2]:80 S",
            "[2001:db8::1]:40000 > [2001:db8::2]:80 P.");
    assertThat(read.complaints()).isEmpty();
  }

  @Test
  void should_leave_out_what_an_icmp_error_quotes_and_a_tunnel_carries() {
    ReadText read =
        ReadText.of(
            PLAIN
                + """
                12:00:01.000000 IP (tos 0xc0, ttl 64, id 1, offset 0, flags [none], proto ICMP (1), length 88)
                    192.0.2.9 > 192.0.2.1: ICMP host 192.0.2.2 unreachable, length 68
                \tIP (tos 0x0, ttl 64, id 1, offset 0, flags [DF], proto TCP (6), length 60)
                    192.0.2.1.40000 > 192.0.2.2.80: Flags [S], seq 1000, win 64240, length 0
                12:00:01.000001 IP 192.0.2.1.5000 > 192.0.2.2.4789: VXLAN, flags [I] (0x08), vni 5
                IP 198.51.100.1.1 > 198.51.100.2.2: Flags [S], seq 1, win 5, length 0
                12:00:01.000002 IP 192.0.2.1 > 192.0.2.2: GREv0, length 60: IP 198.51.100.1.1 > 198.51.100.2.2: Flags [S], seq 1, win 5, length 0
                12:00:02.000000 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [.], ack 1, win 502, length 0
                """);

    assertThat(read.segments).hasSize(5);
    assertThat(read.ignored).extracting(Enum::name).containsExactly("TUNNEL", "TUNNEL");
    assertThat(read.icmp)
        .containsExactly("192.0.2.9 says 3/1 of 192.0.2.1:40000 > 192.0.2.2:80 seq 1000");
    assertThat(read.complaints()).isEmpty();
  }

  @Test
  void should_read_what_an_icmp_error_says_in_a_line() {
    ReadText read =
        ReadText.of(
            PLAIN
                + """
                12:00:01.0 IP 192.0.2.9 > 192.0.2.1: ICMP 192.0.2.2 tcp port 80 unreachable, length 68
                12:00:01.1 IP 192.0.2.9 > 192.0.2.1: ICMP 192.0.2.2 tcp port http unreachable, length 68
                12:00:01.2 IP 192.0.2.9 > 192.0.2.1: ICMP host 192.0.2.2 unreachable, length 68
                12:00:01.3 IP 192.0.2.9 > 192.0.2.1: ICMP 192.0.2.2 unreachable - need to frag (mtu 1400), length 556
                12:00:01.4 IP 192.0.2.9 > 192.0.2.1: ICMP time exceeded in-transit, length 60
                12:00:01.5 IP 192.0.2.9 > 192.0.2.1: ICMP host 192.0.2.2 unreachable - admin prohibited filter, length 60
                12:00:01.6 IP6 2001:db8::9 > 2001:db8::1: ICMP6, packet too big, mtu 1400, length 1240
                12:00:01.7 IP6 2001:db8::9 > 2001:db8::1: ICMP6, destination unreachable, unreachable port, 2001:db8::2 tcp port 80, length 88
                12:00:01.8 IP 192.0.2.9 > 192.0.2.1: ICMP 192.0.2.2 udp port 53 unreachable, length 68
                12:00:01.9 IP 192.0.2.9 > 192.0.2.1: ICMP echo request, id 1, seq 1, length 64
                """);

    assertThat(read.icmp)
        .extracting(line -> line.replaceFirst(" of .* > ", " > "))
        .containsExactly(
            "192.0.2.9 says 3/3 > 192.0.2.2:80",
            "192.0.2.9 says 3/3 > 192.0.2.2:80",
            "192.0.2.9 says 3/1 > 0.0.0.0:0",
            "192.0.2.9 says 3/4 > 0.0.0.0:0",
            "192.0.2.9 says 11/0 > 0.0.0.0:0",
            "192.0.2.9 says 3/13 > 0.0.0.0:0",
            "2001:db8::9 says 2/0 > [::]:0",
            "2001:db8::9 says 1/4 > [2001:db8::2]:80");
    assertThat(read.ignored).extracting(Enum::name).containsExactly("NOT_TCP", "NOT_TCP");
    assertThat(read.complaints()).isEmpty();
  }

  @Test
  void should_take_packets_of_other_protocols_for_what_they_are() {
    ReadText read =
        ReadText.of(
            """
            12:00:00.0 IP 192.0.2.1.53 > 192.0.2.2.53: 4660+ A? example.org. (29)
            12:00:00.0 IP 192.0.2.1.68 > 192.0.2.2.67: BOOTP/DHCP, Request from 02:00:00:00:00:01, length 300, xid 0x1, Flags [none] (0x0000)
            12:00:00.0 02:00:00:00:00:01 > 01:80:c2:00:00:00, 802.3, length 60: LLC, dsap STP (0x42), ctrl 0x03: STP 802.1d, Config, Flags [none], bridge-id 8000
            12:00:00.0 ARP, Request who-has 192.0.2.1 tell 192.0.2.2, length 28
            12:00:00.0 IP (tos 0x0, ttl 64, id 1, offset 0, flags [DF], proto UDP (17), length 57)
                192.0.2.1.53 > 192.0.2.2.53: [udp sum ok] 1+ A? example.org. (29)
            """);

    assertThat(read.complaints()).isEmpty();
    assertThat(read.ignored).hasSize(5).extracting(Enum::name).containsOnly("NOT_TCP");
    assertThat(read.report.skipped()).isZero();
  }

  @Test
  void should_count_the_lines_that_are_no_packets() {
    ReadText read =
        ReadText.of(
            "$ tcpdump -n -x\ntcpdump: listening on lo\n"
                + PLAIN
                + "\t0x0000:  4500 003c 7389 4000\n\n4 packets captured\n");

    assertThat(read.segments).hasSize(4);
    assertThat(read.report.skipped()).isEqualTo(5);
  }
}
