package dev.tcpunit.internal.rule.ecn;

import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Segment;
import java.util.List;

/** Messages of {@code echoesCongestion}. */
public final class ShouldEchoCongestion {
  public static final String SOURCE = "RFC 3168 s6.1.3";

  private static final String ACCURATE_SOURCE = "RFC 9768 s3.2.2";

  private final Flow flow;

  public ShouldEchoCongestion(Flow flow) {
    this.flow = flow;
  }

  /** A mark, and an ACK after it that does not tell of it. */
  public Finding silent(Segment mark, Segment ack) {
    return message()
        .but("an ACK after a congestion mark does not echo it")
        .offenders(
            flow.connection(),
            List.of(mark, ack),
            segment ->
                segment.equals(mark)
                    ? "arrived marked CE"
                    : segment.equals(ack) ? "without ECE" : "");
  }

  /** By accurate ECN: a counter after so many marks had come, the last of them this one. */
  public Finding miscounted(Segment mark, Segment ack, long least, long most) {
    String came = least == most ? "" + most : least + " to " + most;
    return Finding.expecting(flow, "echo congestion marks")
        .but("a counter does not tell of the marks that had come, %s in all".formatted(came))
        .offenders(
            flow.connection(),
            List.of(mark, ack),
            segment ->
                segment.equals(mark)
                    ? "arrived marked CE"
                    : segment.equals(ack) ? "counts otherwise" : "")
        .rule(
            ACCURATE_SOURCE,
            "AE, CWR and ECE are the three lowest bits of the number of marked packets, from 5 on");
  }

  public Finding echoed(int marks, int echoes) {
    return message()
        .but(
            "%s of the peer arrived, and %s echoed"
                .formatted(Wording.count(marks, "mark"), Wording.count(echoes, "segment")));
  }

  public Finding message() {
    return Finding.expecting(flow, "echo congestion marks")
        .rule(SOURCE, "after a mark each ACK carries ECE, until the sender answers by CWR");
  }
}
