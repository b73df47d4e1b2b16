package dev.tcpunit.internal.rule.retransmission;

import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Segment;
import java.util.List;

/** Messages of {@code sendsNoByteMoreThan}. */
public final class ShouldSendNoByteMoreThan {
  public static final String SOURCE = "RFC 9293 s3.8.3";

  private ShouldSendNoByteMoreThan() {}

  /** The byte at this offset was sent most often, by these segments. */
  public static Finding of(Flow flow, int limit, long offset, List<Segment> copies) {
    Finding message =
        Finding.expecting(flow, "send no byte more than " + Wording.times(limit))
            .rule(SOURCE, "after a number of resends (R2) the connection is given up");
    if (copies.isEmpty()) {
      return message.but("it sent no data");
    }
    return message
        .but("the byte at %d was sent %s".formatted(offset, Wording.times(copies.size())))
        .timedOffenders(flow.connection(), copies, s -> "");
  }
}
