package dev.tcpunit.internal.sandbox;

/**
 * What came of trying one strategy.
 *
 * @param strategy what was tried
 * @param works whether a process ran in a new network namespace with its loopback up
 * @param happened the programs' own words where it does not work, else empty
 */
public record Attempt(Strategy strategy, boolean works, String happened) {

  static Attempt worked(Strategy strategy) {
    return new Attempt(strategy, true, "");
  }

  static Attempt failed(Strategy strategy, String happened) {
    return new Attempt(strategy, false, happened);
  }

  @Override
  public String toString() {
    return strategy.label() + ": " + (works ? "works" : happened);
  }
}
