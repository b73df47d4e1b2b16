package dev.tcpunit.internal.file;

import dev.tcpunit.net.LinkAddresses;
import java.util.Optional;

/**
 * What a capture file says of where an interface stands, so that whoever reads the file judges by
 * the same knowledge as the test that wrote it.
 *
 * @param loopback whether it is the loopback interface: both ends of each connection are there
 * @param link the link that it is an end of, whose other end the file holds too
 */
public record CaptureSite(boolean loopback, Optional<LinkAddresses> link) {
  /** Somewhere: the packets tell as far as they can. */
  public static final CaptureSite UNKNOWN = new CaptureSite(false, Optional.empty());

  /** The loopback interface. */
  public static final CaptureSite LOOPBACK = new CaptureSite(true, Optional.empty());

  private static final String LOOPBACK_TEXT = "TcpUnit loopback";
  private static final String LINK_PREFIX = "TcpUnit link ";

  /** An interface that sees both ends of a link. */
  public static CaptureSite on(LinkAddresses link) {
    return new CaptureSite(false, Optional.of(link));
  }

  /** How the description of an interface says it; empty where there is nothing to say. */
  Optional<String> description() {
    return loopback ? Optional.of(LOOPBACK_TEXT) : link.map(addresses -> LINK_PREFIX + addresses);
  }

  /** What a description says; {@link #UNKNOWN} for any that this class did not write. */
  static CaptureSite read(String description) {
    if (description.equals(LOOPBACK_TEXT)) {
      return LOOPBACK;
    }
    if (!description.startsWith(LINK_PREFIX)) {
      return UNKNOWN;
    }
    try {
      return on(LinkAddresses.parse(description.substring(LINK_PREFIX.length())));
    } catch (IllegalArgumentException e) {
      return UNKNOWN;
    }
  }
}
