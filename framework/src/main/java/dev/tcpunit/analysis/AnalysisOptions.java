package dev.tcpunit.analysis;

import dev.tcpunit.net.Endpoint;
import dev.tcpunit.net.LinkAddresses;
import dev.tcpunit.trace.VantagePoint;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What an analysis computes and keeps besides what the connections add up to.
 *
 * <p>Example: {@code AnalysisOptions.SEGMENTS.seenFrom(VantagePoint.BOTH)}.
 *
 * @param keepSegments whether {@link dev.tcpunit.trace.Connection#segments} has them: 32 bytes of
 *     memory each, 42 with IPv4 and timestamps; without them memory grows with the number of
 *     connections alone
 * @param verifyChecksums whether TCP checksums are computed where all bytes were captured and the
 *     capture engine says nothing of them
 * @param digestPayload whether {@link dev.tcpunit.trace.Flow#payloadSha256} is computed, which
 *     takes more processor time than all the rest, and bytes that are sent again are compared with
 *     the latest 16 MiB of payload, which are kept for that
 * @param vantagePoint where the capture stands, {@link VantagePoint#UNKNOWN} to let the packets
 *     tell as far as they can
 * @param link the link that the capture holds both ends of, so that each connection is there as its
 *     client and as its server saw it; empty for what the capture file says itself, if it does
 * @param doors the ends of connections that are doors through the wall of a private network, where
 *     one of port 0 stands for all ports of its address; a capture file that TcpUnit wrote says
 *     them itself
 */
public record AnalysisOptions(
    boolean keepSegments,
    boolean verifyChecksums,
    boolean digestPayload,
    VantagePoint vantagePoint,
    Optional<LinkAddresses> link,
    Set<Endpoint> doors) {
  /** Keeps the segments, verifies checksums and digests the payload. */
  public static final AnalysisOptions EVERYTHING = new AnalysisOptions(true, true, true);

  /** Keeps the segments and verifies checksums: what assertions need. */
  public static final AnalysisOptions SEGMENTS = new AnalysisOptions(true, true, false);

  /** Keeps what the connections add up to: for files larger than the memory. */
  public static final AnalysisOptions SUMMARY = new AnalysisOptions(false, true, false);

  private AnalysisOptions(boolean keepSegments, boolean verifyChecksums, boolean digestPayload) {
    this(
        keepSegments,
        verifyChecksums,
        digestPayload,
        VantagePoint.UNKNOWN,
        Optional.empty(),
        Set.of());
  }

  /**
   * Checks that vantage point, link and doors are given.
   *
   * @throws NullPointerException if one is null
   */
  public AnalysisOptions {
    Objects.requireNonNull(vantagePoint, "vantagePoint");
    Objects.requireNonNull(link, "link");
    doors = Set.copyOf(doors);
  }

  /**
   * The same options for a capture of which it is known where it stands.
   *
   * @param where such as {@link VantagePoint#BOTH} for the loopback interface
   * @return the options
   */
  public AnalysisOptions seenFrom(VantagePoint where) {
    return new AnalysisOptions(keepSegments, verifyChecksums, digestPayload, where, link, doors);
  }

  /**
   * The same options with the payload digested or not.
   *
   * @param digest whether to compute it
   * @return the options
   */
  public AnalysisOptions digestingPayload(boolean digest) {
    return new AnalysisOptions(keepSegments, verifyChecksums, digest, vantagePoint, link, doors);
  }

  /**
   * The same options for a capture that holds both ends of a link.
   *
   * <p>Each connection over the link is then one {@link dev.tcpunit.trace.Connection}, each flow of
   * it judged where it was sent and where it arrived; its segments are kept in any case.
   *
   * @param addresses the link's addresses
   * @return the options
   */
  public AnalysisOptions overLink(LinkAddresses addresses) {
    return new AnalysisOptions(
        keepSegments, verifyChecksums, digestPayload, vantagePoint, Optional.of(addresses), doors);
  }

  /**
   * The same options for a capture in a private network that has doors in its wall.
   *
   * <p>Example: {@code AnalysisOptions.SEGMENTS.throughDoors(Set.of(Endpoint.of(address, 5432)))}.
   *
   * @param ends the ends of connections that are doors
   * @return the options
   */
  public AnalysisOptions throughDoors(Set<Endpoint> ends) {
    return new AnalysisOptions(
        keepSegments, verifyChecksums, digestPayload, vantagePoint, link, ends);
  }
}
