package dev.tcpunit.analysis;

/**
 * What an analysis keeps besides what the connections add up to.
 *
 * @param keepSegments whether {@link dev.tcpunit.trace.Connection#segments} has them: 32 bytes of
 *     memory each; without them memory grows with the number of connections alone
 * @param digestPayload whether {@link dev.tcpunit.trace.Flow#payloadSha256} is computed, which
 *     takes more processor time than all the rest
 */
public record AnalysisOptions(boolean keepSegments, boolean digestPayload) {
  /** Keeps the segments and digests the payload. */
  public static final AnalysisOptions EVERYTHING = new AnalysisOptions(true, true);

  /** Keeps the segments: what assertions need. */
  public static final AnalysisOptions SEGMENTS = new AnalysisOptions(true, false);

  /** Keeps what the connections add up to: for files larger than the memory. */
  public static final AnalysisOptions SUMMARY = new AnalysisOptions(false, false);
}
