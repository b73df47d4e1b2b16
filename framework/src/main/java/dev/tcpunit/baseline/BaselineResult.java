package dev.tcpunit.baseline;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What comes of comparing a run with its baseline.
 *
 * @param status whether it holds, and what was written
 * @param file where the baseline lies, or is to lie
 * @param pending where the run lies to be accepted; empty where there is nothing to accept
 * @param baseline what was accepted; empty if there is none
 * @param seen the run
 * @param differences what is not as recorded, better or not
 */
public record BaselineResult(
    Status status,
    Path file,
    Optional<Path> pending,
    Optional<Fingerprint> baseline,
    Fingerprint seen,
    List<FactDifference> differences) {

  /** Copies the list. */
  public BaselineResult {
    differences = List.copyOf(differences);
  }

  /** What a comparison can come to. */
  public enum Status {
    /** Nothing differs. */
    AS_RECORDED,
    /** What differs is better. */
    BETTER,
    /** What differs is better, and is the baseline from now on. */
    TIGHTENED,
    /** The run was accepted and written, or added to the recorded runs. */
    UPDATED,
    /** There was no baseline, and the run was written as one. */
    CREATED,
    /** There is no baseline, and none was written. */
    MISSING,
    /** Something differs that is not better. */
    DIFFERENT;

    /**
     * Whether a test that asks fails.
     *
     * @return false for the last three
     */
    public boolean holds() {
      return ordinal() < CREATED.ordinal();
    }
  }
}
