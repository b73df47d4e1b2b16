package dev.tcpunit.internal.notation;

import dev.tcpunit.net.Endpoint;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.IcmpError;
import dev.tcpunit.trace.Segment;
import java.util.List;
import java.util.Optional;

/** ICMP errors in words. */
public final class IcmpText {
  private IcmpText() {}

  /** {@code ICMP #5 to the client: packet too big, at most 1400 bytes, of 1:1449 (#4)}. */
  public static String line(Connection connection, IcmpError error) {
    return "ICMP #%d to the %s: %s%s"
        .formatted(error.frame(), error.told().word(), error.words(), about(connection, error));
  }

  /** {@code 192.0.2.9 told the client by ICMP of #1: host unreachable (#2)}. */
  public static String told(Connection connection, IcmpError error) {
    String of = quoted(connection, error).map(s -> " of #" + s.frame()).orElse("");
    return "%s told the %s by ICMP%s: %s (#%d)"
        .formatted(
            sender(connection, error), error.told().word(), of, error.words(), error.frame());
  }

  /** What is quoted: {@code , of 1:1449 (#4)}; nothing where it is not known. */
  private static String about(Connection connection, IcmpError error) {
    Optional<Segment> quoted = quoted(connection, error);
    if (quoted.isEmpty()) {
      return error.seq().isPresent() ? ", of a segment that was not captured" : "";
    }
    Segment segment = quoted.get();
    String what =
        segment.length() > 0
            ? segment.seq() + ":" + (segment.seq() + segment.length())
            : "[" + segment.flags() + "]";
    return ", of %s (#%d)".formatted(what, segment.frame());
  }

  /** The latest segment before an error that begins where the quoted one does. */
  public static Optional<Segment> quoted(Connection connection, IcmpError error) {
    List<Segment> segments = connection.seenBy(error.told()).segments();
    for (int i = segments.size() - 1; i >= 0; i--) {
      Segment segment = segments.get(i);
      boolean starts = error.seq().isPresent() && segment.seq() == error.seq().getAsLong();
      if (starts && segment.from() == error.told() && segment.frame() < error.frame()) {
        return Optional.of(segment);
      }
    }
    return Optional.empty();
  }

  /** Who says so: {@code the server} itself, or {@code 192.0.2.9} on the way. */
  public static String sender(Connection connection, IcmpError error) {
    return isPeer(connection, error)
        ? "the " + error.told().peer().word()
        : Endpoint.of(error.from(), 0).host();
  }

  /** The same without the address. */
  public static String anonymousSender(Connection connection, IcmpError error) {
    return isPeer(connection, error) ? "the " + error.told().peer().word() : "a router";
  }

  private static boolean isPeer(Connection connection, IcmpError error) {
    Endpoint peer = connection.flow(error.told()).destination();
    return peer.address().equals(error.from());
  }
}
