package dev.tcpunit.analysis;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where a capture's packets show something else than tshark says of them, and why. */
final class KnownDifference {
  private static final Map<String, List<String>> BY_CAPTURE = new HashMap<>();

  private KnownDifference() {}

  static List<String> of(String capture) {
    return BY_CAPTURE.getOrDefault(capture, List.of());
  }

  private static void because(String reason, String capture, String... differences) {
    if (reason.isBlank() || BY_CAPTURE.put(capture, List.of(differences)) != null) {
      throw new IllegalArgumentException("one entry with one reason for " + capture);
    }
  }

  static {
    because(
        "ICMPv6 errors quote a TCP header; a quoted header is no segment",
        "suricata-verify--ipv6-evasion_ipv6-kill-router-gateway_kill_router6.pcap",
        "tcp packets");
    because(
        "ICMPv6 errors quote a TCP header; a quoted header is no segment",
        "suricata-verify--ipv6-evasion_ipv6-malformed-fragments-22_frag-22.pcap",
        "tcp packets");
    because(
        "its fragments overlap, and tshark counts what it cannot put together",
        "zeek--ipv4_fragmented-4.pcap",
        "tcp packets",
        "stream 1 missing");
    because(
        "a SYN+FIN made by a fuzzer: the checksum of its IP header is wrong, it closes nothing",
        "PcapPlusPlus--regression_samples_clusterfuzz-testcase-minimized-FuzzTarget-5165538295939072"
            + ".pcap",
        "stream 0 c2s fin");
    because(
        "the data offset lies beyond the packet: malformed for both, counted by tshark",
        "tcpdump--tests_rpki-rtr-oobr.pcap",
        "tcp packets",
        "stream 0 missing");
    because(
        "SYN, plain ACK, SYN, SYN-ACK, ACK are one connection, opened from both sides",
        "suricata-verify--tcp-split-handshake-02-5whs_split-handshake-5whs.pcap",
        "stream 0 c2s segments",
        "stream 0 s2c segments",
        "stream 0 handshake",
        "stream 1 client",
        "stream 1 c2s segments",
        "stream 1 s2c segments");
    because(
        "made to be wrong: third segments with wrong numbers complete nothing, and the challenge"
            + " ACK of frame 12 answers for the older connection; the SYN of stream 12 stands"
            + " behind the SYN-ACK that acknowledges it, and the handshake is complete",
        "arkime--pcap_tcp_handshake_synthetic.pcap",
        "stream 1 handshake",
        "stream 2 s2c segments",
        "stream 3 s2c segments",
        "stream 3 handshake",
        "stream 4 handshake",
        "stream 5 handshake",
        "stream 6 handshake",
        "stream 10 handshake",
        "stream 11 handshake",
        "stream 12 handshake");
    because(
        "the SYN of frame 4 was written behind the SYN-ACK of frame 3, which acknowledges it",
        "zeek--Traces_ipv6-http-atomic-frag.pcap",
        "stream 0 handshake");
    because(
        "the ACK of the SYN-ACK is on the first data segment",
        "arkime--pcap_stun.pcap",
        "stream 0 handshake");
    because(
        "a FIN before the SYN-ACK stands where the SYN stands: no segment is the handshake's third",
        "zeek--tcp_fin_retransmission.pcap",
        "stream 0 handshake");
    because(
        "the SYN is frame 26; tshark's FTP dissector makes the stream without it",
        "zeek--ftp_retr.pcap",
        "stream 1 handshake");
    because(
        "the SYNs are there; tshark's FTP dissector makes the streams without them",
        "zeek--ftp_ipv6.pcap",
        "stream 1 handshake",
        "stream 2 handshake",
        "stream 3 handshake");
    because(
        "RST and FIN in one segment: it resets, and closes nothing in order",
        "pcap4j--core_udp_tcp_icmp.pcap",
        "stream 0 c2s fin");
    because(
        "RST, SYN and FIN in one segment: it resets, and closes nothing in order",
        "tcpdump--tests_tcp_eight_lowest_weight_flags_set.pcap",
        "stream 0 s2c fin");
    because(
        "the payload of frames 65 and 68 holds another TCP header, which tshark takes for the"
            + " first",
        "tcpdump--tests_of13_ericsson.pcapng",
        "stream 9 c2s segments",
        "stream 9 s2c segments");
    because(
        "the IP length of frame 10 says more than the frame has",
        "tcpdump--tests_kday4.pcap",
        "stream 3 c2s bytes");
    because(
        "the IP length of frame 10 says more than the frame has",
        "tcpdump--tests_kday7.pcap",
        "stream 3 c2s bytes");
    because(
        "the FIN of frame 3 has another number than the SYN-ACK after it: the server did not send"
            + " it, and no client takes it",
        "suricata-verify--bug-3286-02-linux-evasion_with_evasion_linux.pcap",
        "stream 0 s2c fin");
    because(
        "the FIN of frame 3 has another number than the SYN-ACK after it: the server did not send"
            + " it, and no client takes it",
        "suricata-verify--bug-3286-03-windows-evasion_with_evasion_windows.pcap",
        "stream 0 s2c fin");
    because(
        "frame 2 is frame 1, captured on another interface",
        "PcapPlusPlus--PacketExamples_ldap.pcapng",
        "tcp packets",
        "stream 0 c2s segments");
    because(
        "the checksum of the only segment, a RST, is wrong: nobody takes it",
        "tcpdump--tests_tcp_rst_diag_payload.pcap",
        "stream 0 c2s rst");
    because(
        "the IP lengths of frames 39 and 85 say more than the frames have",
        "zeek--tcp_reassembly.pcap",
        "stream 0 c2s bytes");
  }
}
