package dev.tcpunit.internal.rule.integrity;

import dev.tcpunit.internal.verdict.Confidence;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Segment;
import java.util.List;
import java.util.Optional;

/** Messages of {@code hasConsistentRetransmissions}. */
public final class ShouldHaveConsistentRetransmissions {
  public static final String SOURCE = "RFC 9293 s3.4";

  private final Connection connection;

  public ShouldHaveConsistentRetransmissions(Connection connection) {
    this.connection = connection;
  }

  /** Shows the first of them with the latest segment before it that has bytes in common. */
  public Finding found(List<Segment> inconsistent) {
    Segment first = inconsistent.get(0);
    String many = inconsistent.size() == 1 ? " carries" : " carry";
    Finding message =
        message()
            .but(
                Wording.count(inconsistent.size(), "segment")
                    + many
                    + " other bytes than came before at the same place");
    Optional<Segment> before = before(first);
    before.ifPresent(earlier -> message.segment(connection, earlier, ""));
    String note = before.map(earlier -> "not the bytes of #" + earlier.frame()).orElse("");
    return message
        .segment(connection, first, note)
        .more(inconsistent.size() - 1)
        .at(first)
        .cause("somebody on the way altered or injected one of the two", Confidence.LIKELY);
  }

  public Finding consistent(int again) {
    return again == 0
        ? sentAgain(0)
        : message().but(Wording.count(again, "segment") + " came again with the same bytes");
  }

  public Finding sentAgain(int again) {
    return message()
        .but(again == 0 ? "nothing came again" : Wording.count(again, "segment") + " came again");
  }

  private Optional<Segment> before(Segment again) {
    return Finding.before(connection, again).stream()
        .filter(s -> s.from() == again.from() && s.length() > 0)
        .filter(s -> s.seq() < again.end() && again.seq() < s.end())
        .reduce((earlier, later) -> later);
  }

  private Finding message() {
    return Finding.expecting(connection, "have consistent retransmissions")
        .rule(SOURCE, "a sequence number stands for one byte: what is sent again is the same");
  }
}
