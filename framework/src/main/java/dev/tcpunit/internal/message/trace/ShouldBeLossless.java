package dev.tcpunit.internal.message.trace;

import dev.tcpunit.internal.message.Message;
import dev.tcpunit.internal.message.Wording;
import dev.tcpunit.trace.Trace;
import java.util.List;

/** Messages of {@code isLossless}. */
public final class ShouldBeLossless {
  public static final String SOURCE = "capture statistics";

  private final Trace trace;

  public ShouldBeLossless(Trace trace) {
    this.trace = trace;
  }

  public Message lossless(String how) {
    return message().but(how);
  }

  public Message lost(List<String> what) {
    return message()
        .but(Wording.join(what))
        .fact("look for", "a larger capture buffer, headers only, or a filter that is too narrow");
  }

  private Message message() {
    return Message.expecting(trace, "be a capture without loss")
        .rule(SOURCE, "the kernel counts what it could not hand to the capture");
  }
}
