package dev.tcpunit.internal.sandbox;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What came of asking for a launcher.
 *
 * @param launcher the file that stands in for {@code java}, if there is a sandbox
 * @param attempts what was tried, up to the first that works
 * @param refusedSysctls settings that the kernel does not have in a private network, with reasons
 */
public record SandboxOutcome(
    Optional<Path> launcher, List<Attempt> attempts, List<String> refusedSysctls) {

  /**
   * The strategy that works here.
   *
   * @return empty if there is no sandbox
   */
  public Optional<Strategy> strategy() {
    return attempts.stream().filter(Attempt::works).map(Attempt::strategy).findFirst();
  }
}
