package dev.tcpunit.internal.rule.kernel;

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

  /** {@code 3}, {@code 3 to 5}. */
  String captured() {
    return least == most ? Long.toString(least) : least + " to " + most;
  }

  /** {@code 2 more in the kernel}. */
  String difference() {
    return kernel > most
        ? kernel - most + " more in the kernel"
        : least - kernel + " more in the capture";
  }
}
