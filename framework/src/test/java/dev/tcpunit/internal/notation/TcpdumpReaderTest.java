package dev.tcpunit.internal.notation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.internal.wire.FrameOutcome;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TcpdumpReaderTest {
  private static final String SYN =
      "15:38:07.695683 IP localhost.35648 > localhost.tproxy: Flags [S], seq 87768135, win 43690,"
          + " options [mss 65495,sackOK,TS val 130193903 ecr 0,nop,wscale 7], length 0\n";
  private static final String SYN_ACK =
      "15:38:07.695692 IP localhost.tproxy > localhost.35648: Flags [S.], seq 872635961, ack"
          + " 87768136, win 43690, options [mss 65495,sackOK,nop,wscale 7], length 0\n";
  private static final String HANDSHAKE =
      SYN
          + SYN_ACK
          + "15:38:07.695699 IP localhost.35648 > localhost.tproxy: Flags [.], ack 1, win 342,"
          + " length 0\n";

  private final List<String> segments = new ArrayList<>();
  private final List<FrameOutcome> ignored = new ArrayList<>();

  @Test
  void should_read_names_services_and_every_field_of_a_syn() {
    TcpdumpReport report = read(SYN);

    assertThat(segments)
        .containsExactly(
            "56287.695683000 127.0.0.1:35648 > 127.0.0.1:8081 S seq 87768135 ack 0 win 43690 len 0"
                + " mss 65495 sackOK TS 130193903/0 wscale 7");
    assertThat(report).isEqualTo(new TcpdumpReport(1, 1, 0, 0, 0, 0, List.of()));
  }

  @Test
  void should_turn_relative_numbers_into_those_of_the_headers() {
    read(
        HANDSHAKE
            + "15:38:07.7 IP localhost.35648 > localhost.tproxy: Flags [P.], seq 1:101, ack 1, win"
            + " 342, length 100: HTTP: POST / HTTP/1.1\n"
            + "15:38:07.8 IP localhost.tproxy > localhost.35648: Flags [.], ack 101, win 342,"
            + " options [nop,nop,sack 2 {201:301}{401:501}], length 0\n");

    assertThat(segments.get(2)).contains(". seq 87768136 ack 872635962");
    assertThat(segments.get(3)).contains("P. seq 87768136 ack 872635962 win 342 len 100");
    assertThat(segments.get(4))
        .endsWith(
            ". seq 872635962 ack 87768236 win 342 len 0 sack 87768336:87768436"
                + " sack 87768536:87768636");
  }

  @Test
  void should_take_all_numbers_as_absolute_where_they_are() {
    read(
        SYN
            + SYN_ACK
            + "15:38:07.695699 IP localhost.35648 > localhost.tproxy: Flags [.], ack 872635962, win"
            + " 342, length 0\n"
            + "15:38:07.7 IP localhost.35648 > localhost.tproxy: Flags [P.], seq"
            + " 87768136:87768236, ack 872635962, win 342, length 100\n"
            + "15:38:07.8 IP localhost.tproxy > localhost.35648: Flags [.], ack 87768236, win 342,"
            + " options [sack 1 {87768336:87768436}], length 0\n");

    assertThat(segments.get(2)).contains(". seq 87768136 ack 872635962");
    assertThat(segments.get(3)).contains("P. seq 87768136 ack 872635962 win 342 len 100");
    assertThat(segments.get(4))
        .contains("seq 872635962 ack 87768236")
        .contains("87768336:87768436");
  }

  @Test
  void should_read_a_reset_without_ack_as_absolute() {
    read(
        HANDSHAKE
            + "15:38:08.0 IP localhost.35648 > localhost.tproxy: Flags [R.], seq 1, ack 1, win 0,"
            + " length 0\n"
            + "15:38:08.1 IP localhost.tproxy > localhost.35648: Flags [R], seq 872635962, win 0,"
            + " length 0\n");

    assertThat(segments.get(3)).contains("R. seq 87768136 ack 872635962");
    assertThat(segments.get(4)).contains("R seq 872635962 ack 0");
  }

  @Test
  void should_wrap_at_two_to_the_32() {
    read(
        "1.000000 IP 10.0.0.1.1000 > 10.0.0.2.80: Flags [S], seq 4294967290, win 1, length 0\n"
            + "1.000001 IP 10.0.0.2.80 > 10.0.0.1.1000: Flags [S.], seq 4294967295, ack 4294967291,"
            + " win 1, length 0\n"
            + "1.000002 IP 10.0.0.1.1000 > 10.0.0.2.80: Flags [.], seq 1:101, ack 1, win 1, length"
            + " 100\n");

    assertThat(segments.get(2)).contains("seq 4294967291 ack 0 win 1 len 100");
  }

  @Test
  void should_count_from_the_first_segment_of_a_text_that_starts_in_midstream() {
    read(
        "1.000000 IP 10.0.0.1.1000 > 10.0.0.2.80: Flags [.], seq 5000:5100, ack 700, win 1, length"
            + " 100\n"
            + "1.000001 IP 10.0.0.2.80 > 10.0.0.1.1000: Flags [.], ack 100, win 1, length 0\n"
            + "1.000002 IP 10.0.0.1.1000 > 10.0.0.2.80: Flags [.], seq 100:200, ack 1, win 1,"
            + " length 100, RPKI-RTR\n"
            + "1.000003 IP 10.0.0.2.80 > 10.0.0.1.1000: Flags [P.], seq 1:11, ack 200, win 1,"
            + " length 10\n");

    assertThat(segments.get(1)).contains("seq 700 ack 5100");
    assertThat(segments.get(2)).contains("seq 5100 ack 700");
    assertThat(segments.get(3)).contains("seq 700 ack 5200");
  }

  @ParameterizedTest
  @CsvSource({"100, 100, 1", "777100, 777100, 5000"})
  void should_keep_a_flow_whole_whose_first_numbers_are_not_in_the_text(
      String data, String firstAck, String ack) {
    read(
        "1.000000 IP 10.0.0.1.1000 > 10.0.0.2.80: Flags [.], ack 5000, win 1, length 0\n"
            + ("1.000001 IP 10.0.0.1.1000 > 10.0.0.2.80: "
                    + "Flags [.], seq %d:%s, ack %s, win 1, length 100\n")
                .formatted(Integer.parseInt(data) - 100, data, ack)
            + "1.000002 IP 10.0.0.2.80 > 10.0.0.1.1000: Flags [.], ack %s, win 1, length 0\n"
                .formatted(firstAck));

    assertThat(segments.get(0)).contains("seq 1000000000 ack 5000");
    assertThat(segments.get(1)).contains("seq 1000000000 ack 5000 win 1 len 100");
    assertThat(segments.get(2)).contains("seq 5000 ack 1000000100");
  }

  @Test
  void should_read_ipv6_numeric_and_by_name() {
    read(
        "1.000000 ip: (flowlabel 0xa0000, hlim 62, next-header TCP (6) payload length: 40)"
            + " 2001:db8::7.1 > ::1.2: Flags [R], seq 9, win 0, length 0\n");
    assertThat(segments.remove(0)).contains("[2001:db8::7]:1 > [::1]:2 R seq 9");
    read(
        "1.000000 IP6 ::1.443 > 2001:db8::7.50000: Flags [R.], seq 1, ack 2, win 0, length 0\n"
            + "1.000000 IP6 localhost.https > ip6-localhost.50000: Flags [R], seq 1, win 0, length"
            + " 0\n");

    assertThat(segments.get(0)).contains("[::1]:443 > [2001:db8::7]:50000 R. seq 1 ack 2");
    assertThat(segments.get(1)).contains("[::1]:443 > [::1]:50000 R seq 1");
  }

  @Test
  void should_give_each_unknown_name_an_address_set_aside_for_documentation() {
    read(
        "IP client.example.1000 > www.example.http: Flags [R], seq 1, win 0, length 0\n"
            + "IP www.example.http > client.example.1000: Flags [R], seq 1, win 0, length 0\n"
            + "IP6 client.example.1000 > www.example.http: Flags [R], seq 1, win 0, length 0\n");

    assertThat(segments.get(0)).contains("198.51.100.1:1000 > 198.51.100.2:80");
    assertThat(segments.get(1)).contains("198.51.100.2:80 > 198.51.100.1:1000");
    assertThat(segments.get(2)).contains("[2001:db8::1]:1000 > [2001:db8::2]:80");
  }

  @Test
  void should_read_the_two_lines_that_v_prints_with_id_ecn_and_checksum() {
    String v =
        "15:38:07.695683 IP (tos 0x2,ECT(0), ttl 64, id 29583, offset 0, flags [DF], proto TCP (6),"
            + " length 60)\n"
            + "    127.0.0.1.35648 > 127.0.0.1.8081: Flags [S], cksum %s, seq 87768135, win 43690,"
            + " options [mss 65495], length 0\n";

    read(v.formatted("0xfe30 (incorrect -> 0x1234)") + v.formatted("0xabcd (correct)"));
    read(v.formatted("0xabcd (incorrect -> 0x1234)"));

    assertThat(segments.get(0)).endsWith("mss 65495 id 29583 ecn 2 OFFLOADED");
    assertThat(segments.get(1)).endsWith("mss 65495 id 29583 ecn 2 VALID");
    assertThat(segments.get(2)).endsWith("mss 65495 id 29583 ecn 2 BAD");
  }

  /** A sum of zero was left to the sender's device. */
  @ParameterizedTest
  @CsvSource({
    "'', false",
    "', bad cksum 11cf (->28df)!', true",
    "', bad cksum 0 (->28df)!', false"
  })
  void should_read_what_v_says_of_the_checksum_of_the_ip_header(String said, boolean bad) {
    String text =
        "15:38:07.695683 IP (tos 0x2,ECT(0), ttl 64, id 29583, offset 0, flags [DF], proto TCP (6),"
            + " length 60%s)\n"
            + "    127.0.0.1.35648 > 127.0.0.1.8081: Flags [S], cksum 0xabcd (incorrect -> 0x1234),"
            + " seq 87768135, win 43690, options [mss 65495], length 0\n";

    read(text.formatted(said));

    assertThat(segments.get(0)).endsWith(bad ? "ecn 2 BAD bad IP header" : "ecn 2 BAD");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "15:38:07.695683 lo    In  IP 127.0.0.1.1 > 127.0.0.1.2: ",
        "15:38:07.695683 00:00:00:00:00:00 (oui Ethernet) > 00:00:00:00:00:00 (oui Ethernet),"
            + " ethertype IPv4 (0x0800), length 74: 127.0.0.1.1 > 127.0.0.1.2: ",
        "15:38:07.695683 00:00:00:00:00:00 > 02:00:00:00:00:01, ethertype 802.1Q (0x8100), length"
            + " 78: vlan 5, p 0, ethertype IPv4 (0x0800), 127.0.0.1.1 > 127.0.0.1.2: ",
        "15:38:07.695683 lo    In  ifindex 1 00:00:00:00:00:00 ethertype IPv4 (0x0800), length 80:"
            + " 127.0.0.1.1 > 127.0.0.1.2: ",
        "15:38:07.695683 AF IPv4 (2), length 68: 127.0.0.1.1 > 127.0.0.1.2: ",
        "15:38:07.695683 IP (tos 0x0, ttl 64) 127.0.0.1.1 > 127.0.0.1.2: ",
        "15:38:07.695683 MPLS (label 29, tc 6, [S], ttl 255) IP 127.0.0.1.1 > 127.0.0.1.2: ",
        "15:38:07.695683 PPPoE  [ses 0xdde5] IP 127.0.0.1.1 > 127.0.0.1.2: ",
        "15:38:07.695683 ip: (tos 0x0, ttl 64, length 40) 127.0.0.1.1 > 127.0.0.1.2: ",
        "15:38:07.695683 IP (0x0021), length 42: (tos 0x0) 127.0.0.1.1 > 127.0.0.1.2: ",
        "15:38:07.695683 IP truncated-ip - 6 bytes missing! 127.0.0.1.1 > 127.0.0.1.2: "
      })
  void should_read_past_interface_and_link_layer(String prefix) {
    read(prefix + "Flags [R], seq 1, win 0, length 0");

    assertThat(segments).hasSize(1);
    assertThat(segments.get(0)).contains("56287.695683000 127.0.0.1:1 > 127.0.0.1:2 R seq 1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mptcp 12 capable v1,unknown-30 0xab | multipath",
        "md5 shared secret not supplied with -M, can't check - 0011 | authenticated",
        "md5 valid | authenticated",
        "tfo  cookie 0123456789abcdef,nop,nop | tfo 8",
        "tfo  cookiereq,nop,nop | tfo 0",
        "unknown-123 0x01,eol | unknown",
        "wscale 15 | wscale 14",
      })
  void should_read_rarer_options(String options, String expected) {
    read(
        "1.000000 IP 10.0.0.1.1 > 10.0.0.2.2: Flags [S], seq 1, win 0, options ["
            + options
            + "], length 0");

    assertThat(segments.get(0)).endsWith("len 0 " + expected);
  }

  @ParameterizedTest
  @CsvSource({
    "'2024-02-29 00:00:01.5', '2024-02-29 00:00:02.5', 1709164801.500000000, 1709164802.500000000",
    "2024-05-01T15:38:07.5Z, 2024-05-01T17:38:07.6+02:00, 1714577887.500000000,"
        + " 1714577887.600000000",
    "'2024-05-01 15:38:07,5', '2024-05-01T10:08:07,625-0530', 1714577887.500000000,"
        + " 1714577887.625000000",
    "'15:38:07,5', '15:38:07,000625', 56287.500000000, 56287.000625000",
    "1709164801.500000, 1709164802.500001, 1709164801.500000000, 1709164802.500001000",
    "1709164801.500000123, 1709164802.500001, 1709164801.500000123, 1709164802.500001000",
    "23:59:59.9, 00:00:00.1, 86399.900000000, 86400.100000000",
    "15:38:07.5, 15:38:07.4, 56287.500000000, 56287.400000000",
    "' 00:00:00.000000', ' 00:00:00.000009', 0.000000000, 0.000009000",
    "'', '', 0.000000000, 0.000000000"
  })
  void should_read_every_kind_of_time(String one, String two, String first, String second) {
    String packet = " IP 10.0.0.1.1 > 10.0.0.2.2: Flags [R], seq 1, win 0, length 0\n";

    read((one + packet).replaceFirst("^ IP", "IP") + (two + packet).replaceFirst("^ IP", "IP"));

    assertThat(segments.get(0)).startsWith(first + " ");
    assertThat(segments.get(1)).startsWith(second + " ");
  }

  @Test
  void should_tell_times_since_the_previous_packet_by_their_falling() {
    String packet = " IP 10.0.0.1.1 > 10.0.0.2.2: Flags [R], seq 1, win 0, length 0\n";

    read(" 00:00:00.000000" + packet + " 00:00:00.000009" + packet + " 00:00:00.000007" + packet);

    assertThat(segments.get(2)).startsWith("0.000016000 ");
  }

  /** Out of order at the start, and in the middle, where another capture was merged in. */
  @Test
  void should_tell_times_since_the_first_packet_by_their_rising() {
    String packet = " IP 10.0.0.1.1 > 10.0.0.2.2: Flags [R], seq 1, win 0, length 0\n";
    List<String> times = new ArrayList<>(List.of(" 00:00:00.000000", "-00:00:00.000041"));
    for (int i = 1; i < 8; i++) {
      times.add(" 00:00:00.0%d0000".formatted(i));
    }
    for (int i = 1; i < 8; i++) {
      times.add(" 00:00:00.00%d000".formatted(i));
    }

    read(String.join(packet, times) + packet);

    assertThat(segments.get(2)).startsWith("0.010000000 ");
    assertThat(segments.get(15)).startsWith("0.007000000 ");
  }

  @Test
  void should_report_what_it_cannot_read_and_lose_nothing_else() {
    TcpdumpReport report =
        read(
            "tcpdump: listening on lo, link-type EN10MB (Ethernet), snapshot length 262144 bytes\n"
                + SYN
                + "\t0x0000:  4500 003c 7389 4000 4006 c930 7f00 0001\n\n"
                + "15:38:07.7 IP 10.0.0.300.1 > 10.0.0.1.2: Flags [R], seq 1, win 0, length 0\n"
                + "15:38:07.7 IP localhost.1 > localhost.2: Flags [R], seq 1:3, win 0, length 1\n"
                + "15:38:07.7 IP localhost.1 > localhost.2: Flags [.], win 0, length 0\n"
                + "15:38:07.7 IP localhost.1 > localhost.2: Flags [R], seq 4294967296, win 0,"
                + " length 0\n"
                + "15:38:07.7 IP localhost.1 > localhost.2: Flags [Q], seq 1, win 0, length 0\n"
                + "15:38:07.7 IP localhost.1 > localhost.2: Flags [.], ack 1, length 0\n"
                + "15:38:07.7 IP localhost.1 > localhost.2: Flags [.], ack 1, win 5 [bad hdr\n"
                + "15:38:07.7 IP localhost.1 > localhost.2: tcp 0\n"
                + "15:38:07.7 IP bad-len 0\n"
                + "15:38:07.7 IP 1.2.3.4 > 1.2.3.5: tcp\n"
                + "15:38:07.7 IP 1.2.3.4.53 > 1.2.3.5.53: 4660+ A? example.org. (29)\n"
                + "15:38:07.7 ARP, Request who-has 10.0.0.1 tell 10.0.0.2, length 28\n"
                + "15:38:07.7 IP 1.2.3.4 > 1.2.3.5: GREv0, length 60: IP 10.0.0.1.1 > 10.0.0.2.2:"
                + " Flags [S], seq 1, win 5, length 0\n"
                + SYN_ACK
                + "13 packets captured\n");

    assertThat(segments).hasSize(2);
    assertThat(ignored)
        .endsWith(
            FrameOutcome.FRAGMENT, FrameOutcome.NOT_TCP, FrameOutcome.NOT_TCP, FrameOutcome.TUNNEL);
    assertThat(report.skipped()).isEqualTo(4);
    assertThat(report.malformed())
        .extracting(line -> line.line() + ": " + line.reason())
        .containsExactly(
            "5: \"10.0.0.300\" is not an IPv4 address",
            "6: seq 1:3 contradicts length 1",
            "7: no acknowledgement number",
            "8: seq must be between 0 and 4294967295, but is 4294967296",
            "9: unknown flag 'Q' in [Q]",
            "10: no win",
            "11: no length",
            "12: no TCP header (tcpdump -q or a short snapshot length leaves it out)",
            "13: no lengths (segmentation was left to the device)");
  }

  @Test
  void should_report_a_header_whose_second_line_is_missing() {
    String header = "1.000000 IP (tos 0x0, ttl 64, id 1, offset 0, proto TCP (6), length 60)\n";

    TcpdumpReport report = read(header + SYN + header);

    assertThat(segments).hasSize(1);
    assertThat(report.malformed())
        .extracting(TcpdumpReport.MalformedLine::reason)
        .containsOnly("the line that should follow it is missing")
        .hasSize(2);
  }

  private TcpdumpReport read(String text) {
    ReadText read = ReadText.of(text);
    segments.addAll(read.segments);
    ignored.addAll(read.ignored);
    return read.report;
  }
}
