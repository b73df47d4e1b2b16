package dev.tcpunit.internal.message.delivery;

import dev.tcpunit.internal.message.Message;
import dev.tcpunit.internal.message.Wording;
import dev.tcpunit.trace.Flow;

/** Messages of {@code hasByteCount}. */
public final class ShouldHaveByteCount {
  public static final String SOURCE = "RFC 9293 s3.4";

  private ShouldHaveByteCount() {}

  public static Message of(Flow flow, long expected, long actual) {
    return Message.expecting(flow, "carry " + Wording.count(expected, "payload byte"))
        .but("it carried " + actual)
        .compare(expected, actual)
        .fact(
            "evidence",
            "captured up to number %d, %s; the SYN is number 0, a FIN takes one"
                .formatted(
                    flow.endOffset(),
                    flow.acknowledgedTo().isPresent()
                        ? "acknowledged up to " + flow.acknowledgedTo().getAsLong()
                        : "nothing acknowledged"))
        .rule(SOURCE, "each payload byte takes one sequence number, repeats take none");
  }
}
