package dev.tcpunit.internal.verdict;

import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Role;
import java.util.Optional;
import java.util.Set;

/**
 * Tells which rules cannot be judged where the program at one end of a connection is on the other
 * side of a wall. What is captured of that end is the TCP of the door, which acknowledges, offers
 * windows and sends again by itself.
 *
 * @param door the end that is a door
 * @param sender whose flow it is about; empty for a connection
 */
record BehindDoor(Optional<Role> door, Optional<Role> sender) {
  /** Both programs are in the captured network. */
  static final BehindDoor NONE = new BehindDoor(Optional.empty(), Optional.empty());

  /** Of a connection: what was on the wire inside, whoever sent it. */
  private static final Set<String> ON_THE_WIRE =
      Set.of(
          "wasCapturedFromStart",
          "hasNoBadChecksums",
          "hasValidChecksums",
          "hasNoMalformedSegments",
          "hasNoNetworkDuplicates",
          "hasNoReorderedSegments",
          "matchesTcpInfo");

  /** Of a flow: what its receiver did, or allowed. */
  private static final Set<String> BY_THE_RECEIVER =
      Set.of(
          "hasAllBytesAcknowledged",
          "hasNoUnacknowledgedTail",
          "hasNoDuplicateSacks",
          "hasNoZeroWindowStallLongerThan",
          "hasThroughputAtLeast",
          "isNotWindowLimited",
          "wasLimitedBy");

  static BehindDoor of(Connection connection) {
    return new BehindDoor(connection.door(), Optional.empty());
  }

  static BehindDoor of(Flow flow) {
    return new BehindDoor(flow.connection().door(), Optional.of(flow.sender()));
  }

  Optional<String> doubt(String rule) {
    boolean told =
        sender.isEmpty()
            ? ON_THE_WIRE.contains(rule)
            : !sender.equals(door) && !BY_THE_RECEIVER.contains(rule);
    return told ? Optional.empty() : door.map(BehindDoor::words);
  }

  private static String words(Role end) {
    return "behind a door: what was captured of the %s is what TcpUnit's door did"
        .formatted(Wording.side(end));
  }
}
