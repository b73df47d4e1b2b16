package dev.tcpunit.internal.rule.integrity;

import dev.tcpunit.internal.rule.SentSegments;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.StatedRule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.net.ChecksumStatus;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Segment;
import java.util.List;
import java.util.Optional;

/** The TCP checksum of every segment was computed, and is right. */
final class ValidChecksums extends StatedRule<Connection> {
  ValidChecksums() {
    super(
        "hasValidChecksums",
        "have valid checksums",
        "RFC 9293 s3.1, MUST-3",
        "the receiver checks the checksum of every segment");
  }

  @Override
  public Verdict judge(Connection connection) {
    String all = Wording.count(connection.segmentCount(), "segment");
    Finding finding = expecting(connection).onTheWire().inAnyOrder();
    List<Segment> bad = with(connection, ChecksumStatus.BAD);
    if (!bad.isEmpty()) {
      String have = bad.size() == 1 ? "has a wrong one" : "have wrong ones";
      return judgement.violatedByPresence(
          finding.but("%d of %s %s".formatted(bad.size(), all, have)).offenders(connection, bad));
    }
    Optional<String> doubt = doubt(connection);
    return doubt.isPresent()
        ? judgement.cannotTell(
            finding.but("each of " + all + " has none that is known to be wrong"), doubt.get())
        : judgement.holds(finding.but("each of " + all + " has a valid one"));
  }

  private static Optional<String> doubt(Connection connection) {
    if (!connection.keepsSegments()) {
      return Optional.of(Doubt.NO_SEGMENTS);
    }
    int offloaded = with(connection, ChecksumStatus.OFFLOADED).size();
    if (offloaded > 0) {
      return Optional.of(
          "the sender left %s to the network device, as loopback does"
              .formatted(Wording.count(offloaded, "checksum")));
    }
    int unknown = with(connection, ChecksumStatus.UNKNOWN).size();
    return unknown > 0
        ? Optional.of(
            "not all bytes of %s were captured".formatted(Wording.count(unknown, "segment")))
        : Optional.empty();
  }

  private static List<Segment> with(Connection connection, ChecksumStatus status) {
    return SentSegments.anywhere(connection, s -> s.checksum() == status);
  }
}
