package dev.tcpunit.internal.doctor;

import java.util.List;
import java.util.stream.Stream;

/**
 * What was found. Its component names are those of the JSON.
 *
 * @param machine the facts on which the remedies rest
 * @param strategies the ways to a private network, in the order in which they are tried
 * @param enginesInSandbox the capture engines in a private network; empty if there is none
 * @param network how steady the private network is: by what its packets keep their order, and which
 *     congestion control is in use; empty if there is none
 * @param enginesOnHost the capture engines in the network of this process
 */
public record Diagnosis(
    Machine machine,
    List<Trial> strategies,
    List<Trial> enginesInSandbox,
    String network,
    List<Trial> enginesOnHost) {

  /**
   * Whether tests can be captured in a private network.
   *
   * @return true if a strategy works, and an engine in it
   */
  public boolean worksInSandbox() {
    return enginesInSandbox.stream().anyMatch(Trial::works);
  }

  /**
   * Whether tests can be captured in the network of this process.
   *
   * @return true if an engine works
   */
  public boolean worksOnHost() {
    return enginesOnHost.stream().anyMatch(Trial::works);
  }

  /**
   * What to do, the simplest first.
   *
   * @return empty if tests can be captured in a private network, so nothing needs doing
   */
  public List<String> remedies() {
    if (worksInSandbox()) {
      return List.of();
    }
    return Stream.concat(strategies.stream().map(Trial::remedy), remediesOfEngines())
        .filter(remedy -> !remedy.isEmpty())
        .distinct()
        .toList();
  }

  private Stream<String> remediesOfEngines() {
    if (!enginesInSandbox.isEmpty()) {
      return enginesInSandbox.stream().map(Trial::remedy);
    }
    if (worksOnHost()) {
      return Stream.empty();
    }
    // A user who may not capture may not do so with another library either.
    return machine.mayNotCapture()
        ? Stream.of(Machine.HOW_TO_CAPTURE)
        : enginesOnHost.stream().map(Trial::remedy);
  }
}
