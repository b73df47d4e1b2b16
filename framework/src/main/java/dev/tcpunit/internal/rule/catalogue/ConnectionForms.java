package dev.tcpunit.internal.rule.catalogue;

import dev.tcpunit.internal.rule.application.ApplicationRules;
import dev.tcpunit.internal.rule.application.AtMostTurns;
import dev.tcpunit.internal.rule.application.KeepAliveEvery;
import dev.tcpunit.internal.rule.delivery.DeliveryRules;
import dev.tcpunit.internal.rule.handshake.CompletedHandshakeWithin;
import dev.tcpunit.internal.rule.handshake.HandshakeRules;
import dev.tcpunit.internal.rule.handshake.NegotiatedMss;
import dev.tcpunit.internal.rule.integrity.IntegrityRules;
import dev.tcpunit.internal.rule.lifecycle.InConnectionState;
import dev.tcpunit.internal.rule.lifecycle.LifecycleRules;
import dev.tcpunit.internal.rule.lifecycle.WithHistory;
import dev.tcpunit.internal.rule.order.OrderRules;
import dev.tcpunit.internal.rule.retransmission.RetransmissionRules;
import dev.tcpunit.internal.rule.shape.FollowsPattern;
import dev.tcpunit.internal.rule.teardown.CloseOrder;
import dev.tcpunit.internal.rule.teardown.CloseTime;
import dev.tcpunit.internal.rule.teardown.EndedByReset;
import dev.tcpunit.internal.rule.teardown.TeardownRules;
import dev.tcpunit.internal.rule.timing.GivesUpWithin;
import dev.tcpunit.internal.rule.timing.LastsAtMost;
import dev.tcpunit.internal.rule.timing.NoIdle;
import dev.tcpunit.internal.rule.timing.RttBelow;
import dev.tcpunit.internal.rule.timing.TimingRules;
import dev.tcpunit.internal.rule.tls.AtMostTlsRoundTrips;
import dev.tcpunit.internal.rule.tls.TlsRules;
import dev.tcpunit.internal.rule.window.WindowRules;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.ConnectionState;
import dev.tcpunit.trace.Role;
import java.util.List;

/** How the rules of a connection are written. */
public final class ConnectionForms {
  public static final List<RuleForm<Connection>> ALL =
      List.of(
          RuleForm.of(HandshakeRules.COMPLETED_HANDSHAKE, "it was opened by SYN, SYN-ACK and ACK"),
          RuleForm.of(
              "hasCompletedHandshakeWithin",
              Parameter.time("limit", "100ms"),
              "it was opened, and within this time",
              CompletedHandshakeWithin::new),
          RuleForm.of(
              HandshakeRules.NO_SYN_RETRANSMISSIONS, "no SYN and no SYN-ACK was sent again"),
          RuleForm.of(
              HandshakeRules.NO_DATA_BEFORE_ESTABLISHED,
              "no data was sent before the client had acknowledged the SYN-ACK"),
          RuleForm.of(
              "negotiatedMss",
              Parameter.count("bytes", "1460"),
              "the smaller of the two maximum segment sizes announced is this",
              NegotiatedMss::new),
          RuleForm.of(
              HandshakeRules.NEGOTIATED_WINDOW_SCALING, "both sides offered window scaling"),
          RuleForm.of(HandshakeRules.NEGOTIATED_TIMESTAMPS, "both sides offered timestamps"),
          RuleForm.of(
              HandshakeRules.NEGOTIATED_SACK, "both sides permit selective acknowledgement"),
          RuleForm.of(
              HandshakeRules.NEGOTIATED_ECN, "both sides agreed to congestion notification"),
          RuleForm.of(
              HandshakeRules.NEGOTIATED_ACCURATE_ECN,
              "both sides agreed to accurate congestion notification"),
          RuleForm.of(HandshakeRules.USED_FAST_OPEN, "the SYN carried data, which was taken"),
          RuleForm.of(HandshakeRules.USED_MPTCP, "SYN and SYN-ACK offered Multipath TCP"),
          RuleForm.of(
              HandshakeRules.TIMESTAMPS_THROUGHOUT, "every segment without RST carries timestamps"),
          RuleForm.of(
              HandshakeRules.NEGOTIATED_MSS_KEPT,
              "no segment is larger than its receiver announced"),
          RuleForm.of(LifecycleRules.ESTABLISHED, "it was opened, and no side has closed"),
          RuleForm.of(LifecycleRules.COMPLETE, "its whole life was captured"),
          RuleForm.of(LifecycleRules.REFUSED, "the SYN was answered by RST"),
          RuleForm.of(LifecycleRules.CAPTURED_FROM_START, "the SYN was captured"),
          RuleForm.of(
              "hasConnectionState",
              Parameter.oneOf("state", ConnectionState.class, ConnectionState.SF),
              "it is in this state of Zeek's conn.log",
              InConnectionState::new),
          RuleForm.of(
              "hasHistory",
              Parameter.text("letters", "letters such as ShADadFf", "ShADadFf"),
              "it has this history in the letters of Zeek's conn.log",
              WithHistory::new),
          RuleForm.of(RetransmissionRules.NO_RETRANSMISSIONS, "no side sent anything twice"),
          RuleForm.of(
              DeliveryRules.ALL_BYTES_ACKNOWLEDGED, "every byte of both sides was acknowledged"),
          RuleForm.of(
              TeardownRules.CLEAN_FIN,
              "both sides closed by FIN after all of their data, each acknowledged; no RST"),
          RuleForm.of(
              "wasClosedFirstBy",
              Parameter.oneOf("side", Role.class, Role.CLIENT),
              "this side was the first to close, by FIN or RST",
              CloseOrder::firstBy),
          RuleForm.of(
              TeardownRules.CLOSED_SIMULTANEOUSLY,
              "each side sent its FIN before it had received that of the other"),
          RuleForm.of(
              "wasHalfClosedBy",
              Parameter.oneOf("side", Role.class, Role.CLIENT),
              "this side closed its direction, and the other went on",
              CloseOrder::halfBy),
          RuleForm.of(TeardownRules.NO_RESETS, "no side sent RST"),
          RuleForm.of(TeardownRules.NO_RESET_AFTER_FIN, "no side sent RST after a FIN"),
          RuleForm.of(TeardownRules.NOT_ABORTED, "no RST ended it"),
          RuleForm.of(
              "wasAbortedBy",
              Parameter.oneOf("side", Role.class, Role.CLIENT),
              "this side sent RST, and no FIN before",
              EndedByReset::abortedBy),
          RuleForm.of(
              "wasResetBy",
              Parameter.oneOf("side", Role.class, Role.SERVER),
              "a RST of this side ended it, whatever came before",
              EndedByReset::resetBy),
          RuleForm.of(TeardownRules.NO_DATA_LOST_ON_CLOSE, "closing it lost no data"),
          RuleForm.of(TeardownRules.NO_DATA_AFTER_RESET, "no data was sent after a RST"),
          RuleForm.of(
              TeardownRules.NO_DATA_AFTER_PEER_FIN,
              "no side sent new data once it had acknowledged the other's FIN"),
          RuleForm.of(
              "leavesCloseWaitWithin",
              Parameter.time("limit", "2s"),
              "the side that received FIN closed its own direction within this time",
              limit -> new CloseTime(CloseTime.Part.CLOSE_WAIT, limit)),
          RuleForm.of(
              "closesWithin",
              Parameter.time("limit", "2s"),
              "the close took no longer than this",
              limit -> new CloseTime(CloseTime.Part.WHOLE, limit)),
          RuleForm.of(IntegrityRules.NO_BAD_CHECKSUMS, "no checksum is wrong"),
          RuleForm.of(
              IntegrityRules.VALID_CHECKSUMS, "every checksum could be computed and is right"),
          RuleForm.of(
              IntegrityRules.NO_MALFORMED_SEGMENTS, "no segment has options that cannot be read"),
          RuleForm.of(
              IntegrityRules.NO_SUSPECTED_RESET_INJECTION,
              "no RST looks as if a third party had forged it"),
          RuleForm.of(
              IntegrityRules.CONSISTENT_RETRANSMISSIONS,
              "bytes that come again are those that came before"),
          RuleForm.of(OrderRules.NO_REORDERED_SEGMENTS, "no segment arrived after ones sent later"),
          RuleForm.of(
              OrderRules.NO_NETWORK_DUPLICATES, "no packet arrived twice that was sent once"),
          RuleForm.of(WindowRules.NO_ZERO_WINDOW, "no side stopped the other by a window of zero"),
          RuleForm.of(WindowRules.RESPECTED_WINDOW, "no side sent beyond the window of the other"),
          RuleForm.of(
              "follows",
              Parameter.pattern("pattern", "> S < S. > . ..."),
              "its segments are what a pattern describes, from the first to the last",
              FollowsPattern::new),
          RuleForm.of(
              "hasRttBelow",
              Parameter.time("limit", "40ms"),
              "the smoothed round-trip time is less than this",
              RttBelow::new),
          RuleForm.of(
              "lastsAtMost",
              Parameter.time("limit", "5s"),
              "it took no longer than this from its first segment to its last",
              LastsAtMost::new),
          RuleForm.of(
              "givesUpWithin",
              Parameter.time("limit", "30s"),
              "a side that was not answered any more gave up within this time",
              GivesUpWithin::new),
          RuleForm.of(
              "hasNoIdleLongerThan",
              Parameter.time("limit", "1s"),
              "there was no longer pause between its segments",
              NoIdle::new),
          RuleForm.of(
              TimingRules.NO_UNEXPLAINED_STALL, "wherever it stood still, the packets prove why"),
          RuleForm.of(
              ApplicationRules.NO_NAGLE_STALL,
              "no small segment waited, by Nagle's algorithm, for an ACK that was held back"),
          RuleForm.of(
              ApplicationRules.NO_NAGLE_WAIT,
              "no small segment waited for an ACK, held back or not, by Nagle's algorithm"),
          RuleForm.of(
              ApplicationRules.WAITS_FOR_CONTINUE,
              "the client sent no body before 100 (Continue), another answer, or a second"),
          RuleForm.of(
              ApplicationRules.DOES_NOT_WAIT_FOR_CONTINUE,
              "no body began only after 100 (Continue), another answer, or a second"),
          RuleForm.of(
              ApplicationRules.NO_BODY_AFTER_FINAL_RESPONSE,
              "nothing of a body left the client once its final response had come"),
          RuleForm.of(
              "hasAtMostTurns",
              Parameter.count("turns", "2"),
              "client and server took turns no more often; a request and its answer are two",
              AtMostTurns::new),
          RuleForm.of(
              ApplicationRules.STOPS_ON_EARLY_RESPONSE,
              "the client wrote nothing more once the server had answered before the end"),
          RuleForm.of(
              "hasAtMostTlsHandshakeRoundTrips",
              Parameter.count("roundTrips", "1"),
              "its TLS handshake was completed in no more round trips",
              AtMostTlsRoundTrips::new),
          RuleForm.of(
              TlsRules.CLOSE_NOTIFY_BEFORE_FIN,
              "each side that sent FIN had sent the close_notify of TLS"),
          RuleForm.of(TlsRules.NO_ERROR_ALERT, "no side sent an error alert of TLS"),
          RuleForm.of(
              "sendsKeepAliveEvery",
              Parameter.time("interval", "10s"),
              "whenever it was idle for so long, a keep-alive was sent",
              KeepAliveEvery::new));

  private ConnectionForms() {}
}
