package dev.tcpunit.internal.track;

import dev.tcpunit.internal.wire.DecodedIcmpError;
import dev.tcpunit.internal.wire.DecodedSegment;
import dev.tcpunit.net.Endpoint;
import dev.tcpunit.trace.IcmpErrorKind;

/**
 * An ICMP error about a segment of a flow.
 *
 * @param mtu or {@link DecodedSegment#ABSENT}
 * @param seq the offset of the segment, or {@link FlowState#NONE}
 */
public record SeenIcmpError(
    long frame,
    long timeNanos,
    Endpoint sender,
    IcmpErrorKind kind,
    int type,
    int code,
    int mtu,
    long seq,
    boolean inFlight) {

  /** The most that are remembered of a flow; a flood of them tells no more. */
  static final int MOST = 256;

  /** Of RFC 792 and RFC 1812 section 5.2.7.1, at the places of their codes. */
  private static final IcmpErrorKind[] UNREACHABLE = {
    IcmpErrorKind.NETWORK_UNREACHABLE,
    IcmpErrorKind.HOST_UNREACHABLE,
    IcmpErrorKind.PROTOCOL_UNREACHABLE,
    IcmpErrorKind.PORT_UNREACHABLE,
    IcmpErrorKind.PACKET_TOO_BIG,
    IcmpErrorKind.OTHER,
    IcmpErrorKind.NETWORK_UNREACHABLE,
    IcmpErrorKind.HOST_UNREACHABLE,
    IcmpErrorKind.HOST_UNREACHABLE,
    IcmpErrorKind.PROHIBITED,
    IcmpErrorKind.PROHIBITED,
    IcmpErrorKind.NETWORK_UNREACHABLE,
    IcmpErrorKind.HOST_UNREACHABLE,
    IcmpErrorKind.PROHIBITED
  };

  /** Of RFC 4443 section 3.1. */
  private static final IcmpErrorKind[] UNREACHABLE_6 = {
    IcmpErrorKind.NETWORK_UNREACHABLE,
    IcmpErrorKind.PROHIBITED,
    IcmpErrorKind.HOST_UNREACHABLE,
    IcmpErrorKind.HOST_UNREACHABLE,
    IcmpErrorKind.PORT_UNREACHABLE,
    IcmpErrorKind.PROHIBITED,
    IcmpErrorKind.PROHIBITED
  };

  static SeenIcmpError of(DecodedIcmpError error, FlowState flow) {
    long seq = error.hasNumber ? flow.offset(error.quoted.seq) : FlowState.NONE;
    return new SeenIcmpError(
        error.quoted.frameNumber,
        error.quoted.timeNanos,
        error.sender(),
        error.ipv6 ? kindOfIpv6(error) : kindOfIpv4(error),
        error.type,
        error.code,
        error.mtu,
        seq,
        error.hasNumber && !error.misdirected && isInFlight(seq, flow));
  }

  /** A socket that is gone has nothing under way. */
  private static boolean isInFlight(long seq, FlowState flow) {
    if (flow.is(FlowState.SOCKET_GONE)) {
      return false;
    }
    long acknowledged = flow.acknowledgedTo == FlowState.NONE ? 0 : flow.acknowledgedTo;
    return seq >= acknowledged && seq < flow.next();
  }

  private static IcmpErrorKind kindOfIpv4(DecodedIcmpError error) {
    return switch (error.type) {
      case 3 -> named(UNREACHABLE, error.code);
      case 11 -> timeExceeded(error.code);
      case 12 -> IcmpErrorKind.PARAMETER_PROBLEM;
      default -> IcmpErrorKind.OTHER;
    };
  }

  private static IcmpErrorKind kindOfIpv6(DecodedIcmpError error) {
    return switch (error.type) {
      case 1 -> named(UNREACHABLE_6, error.code);
      case 2 -> IcmpErrorKind.PACKET_TOO_BIG;
      case 3 -> timeExceeded(error.code);
      // RFC 4443 section 3.4: an unrecognized next header is what IPv4 calls an unknown protocol.
      case 4 ->
          error.code == 1 ? IcmpErrorKind.PROTOCOL_UNREACHABLE : IcmpErrorKind.PARAMETER_PROBLEM;
      default -> IcmpErrorKind.OTHER;
    };
  }

  private static IcmpErrorKind named(IcmpErrorKind[] codes, int code) {
    return code < codes.length ? codes[code] : IcmpErrorKind.OTHER;
  }

  private static IcmpErrorKind timeExceeded(int code) {
    return code == 0 ? IcmpErrorKind.TIME_EXCEEDED : IcmpErrorKind.REASSEMBLY_TIME_EXCEEDED;
  }
}
