package dev.tcpunit.internal.rule.kernel;

import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Wording;
import java.util.List;

/**
 * One number that the kernel counted and the capture shows too.
 *
 * @param name as the kernel spells it
 * @param kernel what the kernel counted
 * @param least the least that the captured segments account for
 * @param most the most that they may account for, where they do not say of each what it was
 */
public record Comparison(String name, long kernel, long least, long most) {

  /** A number that the segments tell exactly. */
  public static Comparison exact(String name, long kernel, long captured) {
    return new Comparison(name, kernel, captured, captured);
  }

  public boolean agrees() {
    return least <= kernel && kernel <= most;
  }

  /** Shows numbers side by side, and says how many of them differ. */
  static Finding table(Finding found, List<Comparison> rows) {
    long differing = rows.stream().filter(row -> !row.agrees()).count();
    found.but(
        differing == 0
            ? "all %d of the kernel's numbers agree".formatted(rows.size())
            : "%d of %s differ%s"
                .formatted(
                    differing, Wording.count(rows.size(), "number"), differing == 1 ? "s" : ""));
    int width = rows.stream().mapToInt(row -> row.name().length()).max().orElse(1);
    String line = "%-" + width + "s %10s %12s%s";
    found.line(line.formatted("", "kernel", "capture", ""));
    rows.forEach(row -> found.line(row.line(line)));
    return found;
  }

  private String line(String format) {
    return format.formatted(name, kernel, captured(), agrees() ? "" : "  <- " + difference());
  }

  /** {@code 3}, {@code 3 to 5}. */
  private String captured() {
    return least == most ? Long.toString(least) : least + " to " + most;
  }

  /** {@code 2 more in the kernel}. */
  private String difference() {
    return kernel > most
        ? kernel - most + " more in the kernel"
        : least - kernel + " more in the capture";
  }
}
