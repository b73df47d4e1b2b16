package dev.tcpunit.internal.file;

import dev.tcpunit.net.LinkAddresses;
import java.util.Optional;

/** How a capture file says that its interface is the end of a link whose other end it holds too. */
final class LinkDescription {
  private static final String PREFIX = "TcpUnit link ";

  private LinkDescription() {}

  static String of(LinkAddresses link) {
    return PREFIX + link;
  }

  /** What a description says; empty for any that this class did not write. */
  static Optional<LinkAddresses> read(String description) {
    if (!description.startsWith(PREFIX)) {
      return Optional.empty();
    }
    try {
      return Optional.of(LinkAddresses.parse(description.substring(PREFIX.length())));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
