package dev.tcpunit.internal.rule.timing;

import dev.tcpunit.dynamics.RttSample;
import dev.tcpunit.dynamics.Stall;
import dev.tcpunit.internal.verdict.Confidence;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Remedy;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentKind;
import java.time.Duration;
import java.util.List;

/** Messages of the assertions that bound a time of a connection. */
public final class ShouldTake {
  public static final String RTT_SOURCE = "RFC 6298 s2";
  public static final String LASTING_SOURCE = "RFC 9293 s3.3.2";
  public static final String IDLE_SOURCE = "RFC 9293 s3.8.4";

  private ShouldTake() {}

  public static Finding rtt(Connection connection, Duration limit, String seen) {
    return Finding.expecting(
            connection, "have a round-trip time below " + Wording.time(limit.toNanos()))
        .but(seen)
        .rule(RTT_SOURCE, "SRTT, smoothed over all round trips of one side's data");
  }

  /** The smoothed time of a flow, with its longest round trip. */
  public static Finding rttFound(Flow flow, Duration limit, long smoothed, RttSample longest) {
    Connection connection = flow.connection();
    String side = Wording.side(flow.sender());
    return rtt(
            connection,
            limit,
            "that of the %s's data was %s".formatted(side, Wording.time(smoothed)))
        .timedOffenders(
            connection,
            List.of(longest.sent(), longest.acknowledgement()),
            s ->
                s.equals(longest.acknowledgement())
                    ? "acknowledges #" + longest.sent().frame()
                    : "")
        .fact("evidence", "the longest one took " + Wording.time(longest.nanos()));
  }

  public static Finding lasting(Connection connection, Duration limit) {
    return Finding.expecting(connection, "last at most " + Wording.time(limit.toNanos()))
        .but("it lasted " + Wording.time(connection.durationNanos()))
        .rule(LASTING_SOURCE, "from the first segment to the last");
  }

  /** Where most of the time went: between these two. */
  public static Finding lastingFound(
      Connection connection, Duration limit, Segment after, List<Stall> stalls) {
    Finding message =
        lasting(connection, limit)
            .timedOffenders(
                connection, List.of(after), s -> s.equals(after) ? "the longest pause" : "")
            .fact("stalls", ShouldHaveNoStall.sum(stalls));
    return isStuck(connection, after) ? stuck(message) : message;
  }

  /**
   * Before this one all data was acknowledged, the client's was the last, and it brings no answer:
   * who waited gave up.
   */
  private static boolean isStuck(Connection connection, Segment after) {
    Segment last = null;
    long[] acknowledged = new long[2];
    for (Segment segment : connection.segments().subList(0, after.index())) {
      last = segment.length() > 0 ? segment : last;
      if (segment.has(TcpFlags.ACK)) {
        int acked = segment.from().peer().ordinal();
        acknowledged[acked] = Math.max(acknowledged[acked], segment.ack());
      }
    }
    return after.length() == 0
        && last != null
        && last.from() == Role.CLIENT
        && acknowledged[Role.CLIENT.ordinal()] >= last.seq() + last.length();
  }

  private static Finding stuck(Finding message) {
    return message
        .cause(
            "all bytes are acknowledged, neither side sends: the client waits for an answer, the"
                + " server for more or for the end",
            Confidence.LIKELY)
        .lookFor(Remedy.COMPLETE_REQUEST);
  }

  public static Finding idle(Connection connection, Duration limit, String seen) {
    return Finding.expecting(
            connection, "never be idle for longer than " + Wording.time(limit.toNanos()))
        .but(seen)
        .rule(IDLE_SOURCE, "a connection on which nothing is sent is idle, and may stay so");
  }

  /** These came after a pause that was too long. */
  public static Finding idleFound(
      Connection connection, Duration limit, List<Segment> late, List<Stall> stalls) {
    Segment first = late.get(0);
    String sender = Wording.side(first.from());
    Finding message =
        idle(connection, limit, "it was idle for longer " + Wording.times(late.size()))
            .timedOffenders(connection, late, s -> late.contains(s) ? "after a pause" : "")
            .fact("stalls", ShouldHaveNoStall.sum(stalls));
    if (isStuck(connection, first)) {
      return stuck(message);
    }
    if (first.kind() == SegmentKind.RETRANSMISSION) {
      return message.cause("what was lost was sent again by a timer", Confidence.LIKELY);
    }
    return first.length() > 0
        ? message.cause("the application of the " + sender + " sent nothing", Confidence.POSSIBLE)
        : message;
  }
}
