package dev.tcpunit.internal.rule.catalogue;

import dev.tcpunit.dynamics.Limit;
import dev.tcpunit.internal.rule.acknowledgement.AckRatio;
import dev.tcpunit.internal.rule.acknowledgement.AcknowledgementRules;
import dev.tcpunit.internal.rule.acknowledgement.AcknowledgesWithin;
import dev.tcpunit.internal.rule.congestion.BytesInFlightBelow;
import dev.tcpunit.internal.rule.congestion.CongestionRules;
import dev.tcpunit.internal.rule.congestion.InitialWindowAtMost;
import dev.tcpunit.internal.rule.congestion.LimitedBy;
import dev.tcpunit.internal.rule.delivery.ByteCount;
import dev.tcpunit.internal.rule.delivery.ByteCountBound;
import dev.tcpunit.internal.rule.delivery.DeliveryRules;
import dev.tcpunit.internal.rule.delivery.ExpectedPayload;
import dev.tcpunit.internal.rule.ecn.EcnRules;
import dev.tcpunit.internal.rule.order.OrderRules;
import dev.tcpunit.internal.rule.order.ReorderingExtent;
import dev.tcpunit.internal.rule.retransmission.RecoversBy;
import dev.tcpunit.internal.rule.retransmission.RecoversWithin;
import dev.tcpunit.internal.rule.retransmission.RetransmissionCount;
import dev.tcpunit.internal.rule.retransmission.RetransmissionRate;
import dev.tcpunit.internal.rule.retransmission.RetransmissionRules;
import dev.tcpunit.internal.rule.retransmission.SendsNoByteMoreThan;
import dev.tcpunit.internal.rule.size.AverageSegment;
import dev.tcpunit.internal.rule.size.SizeRules;
import dev.tcpunit.internal.rule.size.Throughput;
import dev.tcpunit.internal.rule.size.Tinygrams;
import dev.tcpunit.internal.rule.tls.AverageTlsRecord;
import dev.tcpunit.internal.rule.window.ReceiveWindowAtLeast;
import dev.tcpunit.internal.rule.window.WindowRules;
import dev.tcpunit.internal.rule.window.ZeroWindowStall;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.RetransmissionCause;
import java.util.List;

/** How the rules of one side are written. */
public final class FlowForms {
  public static final List<RuleForm<Flow>> ALL =
      List.of(
          RuleForm.of(
              "hasByteCount",
              Parameter.number("bytes", "154297"),
              "it sent exactly so many payload bytes",
              ByteCount::new),
          RuleForm.of(
              "hasByteCountAtMost",
              Parameter.number("bytes", "154297"),
              "it sent no more payload bytes",
              ByteCountBound::atMost),
          RuleForm.of(
              "hasByteCountAtLeast",
              Parameter.number("bytes", "154297"),
              "it sent no fewer payload bytes",
              ByteCountBound::atLeast),
          RuleForm.of(
              DeliveryRules.FLOW_ALL_BYTES_ACKNOWLEDGED, "every byte of it was acknowledged"),
          RuleForm.of(DeliveryRules.CONTIGUOUS, "no byte is missing between its first and last"),
          RuleForm.of(DeliveryRules.NO_URGENT_DATA, "it sent no urgent data"),
          RuleForm.of(
              "hasPayload",
              Parameter.file("file"),
              "it sent exactly the bytes of this file",
              ExpectedPayload::of),
          RuleForm.of(
              "hasPayloadSha256",
              Parameter.text("hex", "64 hexadecimal digits", "ab".repeat(32)),
              "the SHA-256 of what it sent is this",
              ExpectedPayload::ofSha256),
          RuleForm.of(RetransmissionRules.FLOW_NO_RETRANSMISSIONS, "it sent nothing twice"),
          RuleForm.of(
              "hasRetransmissions",
              Parameter.number("count", "1"),
              "it sent exactly so many data segments again",
              RetransmissionCount::new),
          RuleForm.of(
              "hasRetransmissionRateBelow",
              Parameter.part("part", "0.02"),
              "less than this part of its bytes had been sent before",
              RetransmissionRate::new),
          RuleForm.of(
              RetransmissionRules.FLOW_NO_TIMEOUTS,
              "it sent nothing again because its timer had run out"),
          RuleForm.of(
              RetransmissionRules.FLOW_NO_FAST,
              "it sent nothing again because of duplicate ACKs, SACK or RACK"),
          RuleForm.of(
              RetransmissionRules.FLOW_NO_TAIL_LOSS_PROBES,
              "it sent nothing again to probe for the loss of the tail"),
          RuleForm.of(
              RetransmissionRules.FLOW_NO_SPURIOUS, "it sent nothing again that had arrived"),
          RuleForm.of(
              RetransmissionRules.FLOW_NO_DUPLICATE_SACKS,
              "it reported no bytes of its peer as having come twice"),
          RuleForm.of(
              RetransmissionRules.FLOW_BACKS_OFF,
              "its timer waited longer each time that it ran out"),
          RuleForm.of(RetransmissionRules.ONLY_LOST_SEGMENTS, "it sent again only what was lost"),
          RuleForm.of(
              "recoversBy",
              Parameter.oneOf("cause", RetransmissionCause.class, RetransmissionCause.FAST),
              "each time that it lost data, it began to recover in this way",
              RecoversBy::new),
          RuleForm.of(
              "recoversWithin",
              Parameter.time("limit", "200ms"),
              "each recovery took no longer than this",
              RecoversWithin::new),
          RuleForm.of(
              "sendsNoByteMoreThan",
              Parameter.count("times", "2"),
              "it sent no byte more often than this",
              SendsNoByteMoreThan::new),
          RuleForm.of(
              OrderRules.FLOW_NO_REORDERED_SEGMENTS, "nothing of it arrived after what came later"),
          RuleForm.of(OrderRules.FLOW_NO_NETWORK_DUPLICATES, "no packet of it arrived twice"),
          RuleForm.of(
              "hasReorderingExtentAtMost",
              Parameter.count("segments", "3"),
              "no segment of it was overtaken by more than so many",
              ReorderingExtent::new),
          RuleForm.of(WindowRules.FLOW_NO_ZERO_WINDOW, "it never closed its receive window"),
          RuleForm.of(
              "hasNoZeroWindowStallLongerThan",
              Parameter.time("limit", "100ms"),
              "it never kept its window closed for longer",
              ZeroWindowStall::new),
          RuleForm.of(
              WindowRules.FLOW_NOT_WINDOW_LIMITED, "it never waited for the window of its peer"),
          RuleForm.of(
              WindowRules.FLOW_WINDOW_NOT_SHRUNK,
              "it never took back window that it had announced"),
          RuleForm.of(
              WindowRules.FLOW_PROBES_ZERO_WINDOW,
              "it probed its peer's window while that was closed"),
          RuleForm.of(
              WindowRules.FLOW_BACKS_OFF_PROBES,
              "it waited longer after each probe of a closed window"),
          RuleForm.of(WindowRules.FLOW_AVOIDS_SILLY_WINDOW, "it avoids the silly window syndrome"),
          RuleForm.of(
              WindowRules.FLOW_RESPECTED_WINDOW, "it sent nothing beyond its peer's window"),
          RuleForm.of(
              "hasReceiveWindowAtLeast",
              Parameter.number("bytes", "65536"),
              "it never announced a smaller window after the handshake",
              ReceiveWindowAtLeast::new),
          RuleForm.of(
              AcknowledgementRules.NO_UNACKNOWLEDGED_TAIL,
              "the last that it sent was acknowledged"),
          RuleForm.of(
              AcknowledgementRules.MONOTONIC_ACKS, "its acknowledgement numbers never go back"),
          RuleForm.of(
              AcknowledgementRules.NO_ACKS_OF_UNSENT_DATA,
              "it acknowledges nothing that its peer has not sent"),
          RuleForm.of(
              "acknowledgesWithin",
              Parameter.time("limit", "500ms"),
              "it acknowledges each segment in sequence within this time",
              AcknowledgesWithin::new),
          RuleForm.of(
              AcknowledgementRules.EVERY_SECOND_FULL_SEGMENT,
              "none of its ACKs covers more than two segments of full size"),
          RuleForm.of(
              "hasAckRatioBetween",
              Parameter.part("least", "1"),
              Parameter.part("most", "2"),
              "so many full segments of its peer come, on average, for each of its ACKs",
              AckRatio::new),
          RuleForm.of(
              AcknowledgementRules.IMMEDIATE_DUPLICATE_ACK_ON_GAP,
              "it answers each segment behind a gap by a duplicate ACK at once"),
          RuleForm.of(AcknowledgementRules.GAPS_REPORTED_WITH_SACK, "it reports gaps by SACK"),
          RuleForm.of(
              SizeRules.NO_TINYGRAMS, "it sent no small segment while one was not acknowledged"),
          RuleForm.of(
              SizeRules.FEWEST_SEGMENTS,
              "no two segments in a row that fit into one carry pieces of the same message"),
          RuleForm.of(
              "hasTinygramRateBelow",
              Parameter.part("part", "0.05"),
              "less than this part of its data segments were tinygrams",
              Tinygrams::below),
          RuleForm.of(
              "hasAverageSegmentAtLeast",
              Parameter.number("bytes", "1000"),
              "its data segments carry at least so much on average",
              AverageSegment::new),
          RuleForm.of(
              "hasAverageTlsRecordAtLeast",
              Parameter.number("bytes", "8000"),
              "its TLS records of application data are at least so long on average",
              AverageTlsRecord::new),
          RuleForm.of(
              "hasThroughputAtLeast",
              Parameter.number("bytesPerSecond", "1_000_000"),
              "its data was delivered at such a speed",
              Throughput::new),
          RuleForm.of(
              EcnRules.NO_CONGESTION_MARKS, "no packet of it was marked Congestion Experienced"),
          RuleForm.of(
              EcnRules.CONGESTION_ECHOED, "its ACKs echo the marks that its peer's packets bear"),
          RuleForm.of(
              "hasInitialWindowAtMost",
              Parameter.count("segments", "10"),
              "it sent no more full segments before the first ACK of its data",
              InitialWindowAtMost::new),
          RuleForm.of(CongestionRules.GROWS_BY_SLOW_START, "its flight grew as slow start lets it"),
          RuleForm.of(CongestionRules.REDUCES_FLIGHT, "after each loss it had less under way"),
          RuleForm.of(CongestionRules.NO_SLOW_START_RESTART, "no idle time cost it its window"),
          RuleForm.of(
              "hasBytesInFlightBelow",
              Parameter.number("bytes", "1_000_000"),
              "it never had as many bytes under way",
              BytesInFlightBelow::new),
          RuleForm.of(
              "wasLimitedBy",
              Parameter.oneOf("limit", Limit.class, Limit.APPLICATION),
              "for most of the time this kept it from sending more",
              LimitedBy::new));

  private FlowForms() {}
}
