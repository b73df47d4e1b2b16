package dev.tcpunit.internal.sandbox;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What came of asking for a launcher.
 *
 * @param launcher the file that stands in for {@code java}, if there is a way and it was written
 * @param attempts what was tried, up to the first that works
 */
public record SandboxOutcome(Optional<Path> launcher, List<StrategyAttempt> attempts) {

  /**
   * The strategy that works here.
   *
   * @return empty if there is no sandbox
   */
  public Optional<Strategy> strategy() {
    return working().map(StrategyAttempt::strategy);
  }

  /**
   * Settings that the kernel does not have in a private network, with reasons. Without the
   * congestion control: the JVM itself tries to get it by other means, and says what it got.
   */
  public List<String> refusedSysctls() {
    return working().stream()
        .flatMap(attempt -> attempt.refusedSysctls().entrySet().stream())
        .filter(sysctl -> !sysctl.getKey().equals(CongestionControl.SYSCTL))
        .map(Map.Entry::getValue)
        .toList();
  }

  private Optional<StrategyAttempt> working() {
    return attempts.stream().filter(StrategyAttempt::works).findFirst();
  }
}
