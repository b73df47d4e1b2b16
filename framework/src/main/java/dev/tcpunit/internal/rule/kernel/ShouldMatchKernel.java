package dev.tcpunit.internal.rule.kernel;

import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Trace;
import java.util.List;
import java.util.function.Supplier;

/** Messages of {@code matchesKernelCounters} and {@code matchesTcpInfo}. */
public final class ShouldMatchKernel {
  public static final String COUNTERS_SOURCE = "RFC 4022";
  public static final String TCP_INFO_SOURCE = "RFC 4898";

  private final Supplier<Finding> expecting;

  private ShouldMatchKernel(Supplier<Finding> expecting) {
    this.expecting = expecting;
  }

  public static ShouldMatchKernel counters(Trace trace) {
    return new ShouldMatchKernel(
        () ->
            Finding.expecting(trace, "match the kernel's counters")
                .rule(
                    COUNTERS_SOURCE, "the kernel counts each segment that it sends and receives"));
  }

  public static ShouldMatchKernel tcpInfo(Connection connection) {
    return new ShouldMatchKernel(
        () ->
            Finding.expecting(connection, "match the TCP_INFO of its closed sockets")
                .rule(TCP_INFO_SOURCE, "the kernel keeps an account of each connection"));
  }

  /** The kernel was not asked, or has nothing to say. */
  public Finding unasked() {
    return expecting.get();
  }

  public Finding compared(List<Comparison> comparisons) {
    long differing = comparisons.stream().filter(comparison -> !comparison.agrees()).count();
    Finding message =
        expecting
            .get()
            .but(
                differing == 0
                    ? "all %d of the kernel's numbers agree".formatted(comparisons.size())
                    : "%d of %s differ%s"
                        .formatted(
                            differing,
                            Wording.count(comparisons.size(), "number"),
                            differing == 1 ? "s" : ""));
    int width = comparisons.stream().mapToInt(row -> row.name().length()).max().orElse(0);
    String row = "%-" + Math.max(width, 1) + "s %10s %12s%s";
    message.line(row.formatted("", "kernel", "capture", ""));
    for (Comparison each : comparisons) {
      message.line(
          row.formatted(
              each.name(),
              each.kernel(),
              each.captured(),
              each.agrees() ? "" : "  <- " + each.difference()));
    }
    return message;
  }
}
