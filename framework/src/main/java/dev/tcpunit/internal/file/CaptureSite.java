package dev.tcpunit.internal.file;

import dev.tcpunit.net.Endpoint;
import dev.tcpunit.net.LinkAddresses;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a capture file says of where an interface stands, so that whoever reads the file judges by
 * the same knowledge as the test that wrote it.
 *
 * @param loopback whether it is the loopback interface: both ends of each connection are there
 * @param link the link that it is an end of, whose other end the file holds too
 * @param doors ends of connections that are doors through a wall, as {@link
 *     dev.tcpunit.analysis.AnalysisOptions#doors} has them
 */
public record CaptureSite(boolean loopback, Optional<LinkAddresses> link, Set<Endpoint> doors) {
  /** Somewhere: the packets tell as far as they can. */
  public static final CaptureSite UNKNOWN = new CaptureSite(false, Optional.empty());

  /** The loopback interface. */
  public static final CaptureSite LOOPBACK = new CaptureSite(true, Optional.empty());

  private static final String LOOPBACK_TEXT = "TcpUnit loopback";
  private static final String DOORS_PREFIX = LOOPBACK_TEXT + ", doors ";
  private static final String LINK_PREFIX = "TcpUnit link ";

  /** Keeps the doors in their order. */
  public CaptureSite {
    doors = Collections.unmodifiableSet(new LinkedHashSet<>(doors));
  }

  /** A place where there are no doors. */
  public CaptureSite(boolean loopback, Optional<LinkAddresses> link) {
    this(loopback, link, Set.of());
  }

  /** The loopback interface of a private network with doors in its wall. */
  public static CaptureSite behindWall(Set<Endpoint> doors) {
    return new CaptureSite(true, Optional.empty(), doors);
  }

  /** An interface that sees both ends of a link. */
  public static CaptureSite on(LinkAddresses link) {
    return new CaptureSite(false, Optional.of(link));
  }

  /**
   * Whether it says nothing. Comparing records with {@code equals} would take longer than to read a
   * small file: the JVM composes that method when it is first used.
   */
  public boolean isUnknown() {
    return !loopback && link.isEmpty() && doors.isEmpty();
  }

  /** How the description of an interface says it; empty where there is nothing to say. */
  Optional<String> description() {
    if (!loopback) {
      return link.map(addresses -> LINK_PREFIX + addresses);
    }
    String ends = doors.stream().map(Endpoint::toString).collect(Collectors.joining(","));
    return Optional.of(ends.isEmpty() ? LOOPBACK_TEXT : DOORS_PREFIX + ends);
  }

  /** What a description says; {@link #UNKNOWN} for any that this class did not write. */
  static CaptureSite read(String description) {
    if (description.equals(LOOPBACK_TEXT)) {
      return LOOPBACK;
    }
    try {
      if (description.startsWith(DOORS_PREFIX)) {
        return behindWall(endpoints(description.substring(DOORS_PREFIX.length())));
      }
      if (!description.startsWith(LINK_PREFIX)) {
        return UNKNOWN;
      }
      return on(LinkAddresses.parse(description.substring(LINK_PREFIX.length())));
    } catch (IllegalArgumentException e) {
      return UNKNOWN;
    }
  }

  private static Set<Endpoint> endpoints(String text) {
    return Arrays.stream(text.split(","))
        .map(Endpoint::parse)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
