package dev.tcpunit.internal.message.delivery;

import dev.tcpunit.internal.message.Message;
import dev.tcpunit.internal.message.Wording;
import dev.tcpunit.trace.Flow;

/** Messages of {@code hasByteCount}. */
public final class ShouldHaveByteCount {
  public static final String SOURCE = "RFC 9293 s3.4";

  private ShouldHaveByteCount() {}

  public static Message of(Flow flow, long expected, long actual) {
    Message message =
        Message.expecting(flow, "carry " + Wording.count(expected, "payload byte"))
            .but("it carried " + actual + OtherLength.words(expected, actual))
            .compare(expected, actual)
            .rule(SOURCE, "each payload byte takes one sequence number, repeats take none");
    return actual == expected ? message : OtherLength.explain(message, flow, expected, actual);
  }
}
