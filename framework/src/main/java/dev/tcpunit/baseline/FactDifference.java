package dev.tcpunit.baseline;

/**
 * A fact that is not as recorded.
 *
 * @param place the connection that it is of, such as {@code connection 2}; empty for all together
 * @param fact the name of the fact
 * @param recorded the value, or values, of the baseline
 * @param seen the value of this run
 * @param better whether it costs the user of the client less than before: no reason to fail
 * @param meaning what it means for the user of the client
 */
public record FactDifference(
    String place, String fact, String recorded, String seen, boolean better, String meaning) {

  /** With more of the meaning. */
  FactDifference saying(String more) {
    return new FactDifference(place, fact, recorded, seen, better, meaning + more);
  }

  /** In one line: {@code connection 1, exchanges: 1 -> 2}. */
  @Override
  public String toString() {
    return "%s%s: %s -> %s".formatted(place.isEmpty() ? "" : place + ", ", fact, recorded, seen);
  }
}
