package dev.tcpunit.internal.rule.trace;

import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Trace;
import java.util.List;

/** Messages of {@code isLossless}. */
public final class ShouldBeLossless {
  public static final String SOURCE = "capture statistics";

  private final Trace trace;

  public ShouldBeLossless(Trace trace) {
    this.trace = trace;
  }

  public Finding lossless(String how) {
    return message().but(how);
  }

  public Finding lost(List<String> what) {
    return message()
        .but(Wording.join(what))
        .fact("look for", "a larger capture buffer, headers only, or a filter that is too narrow");
  }

  private Finding message() {
    return Finding.expecting(trace, "be a capture without loss")
        .rule(SOURCE, "the kernel counts what it could not hand to the capture");
  }
}
