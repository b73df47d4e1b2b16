package dev.tcpunit.internal.sandbox;

import java.util.Map;

/**
 * What came of trying one strategy.
 *
 * @param strategy what was tried
 * @param works whether a process ran in a new network namespace with its loopback up
 * @param happened the programs' own words where it does not work, else empty
 * @param refusedSysctls the settings that the kernel did not take there: name to sentence
 */
public record StrategyAttempt(
    Strategy strategy, boolean works, String happened, Map<String, String> refusedSysctls) {

  public static StrategyAttempt worked(Strategy strategy, Map<String, String> refusedSysctls) {
    return new StrategyAttempt(strategy, true, "", refusedSysctls);
  }

  public static StrategyAttempt failed(Strategy strategy, String happened) {
    return new StrategyAttempt(strategy, false, happened, Map.of());
  }

  @Override
  public String toString() {
    return strategy.label() + ": " + (works ? "works" : happened);
  }
}
