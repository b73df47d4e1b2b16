package dev.tcpunit.internal.rule.tls;

import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.FlowRule;
import dev.tcpunit.internal.verdict.Judged;
import dev.tcpunit.internal.verdict.Remedy;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.TlsRecord;
import java.util.List;
import java.util.Optional;

/** One side's records of application data are at least so long on average. */
public final class AverageTlsRecord extends FlowRule {
  private final long least;

  public AverageTlsRecord(long least) {
    super(
        "hasAverageTlsRecordAtLeast",
        "send at least " + Wording.count(least, "byte") + " in a TLS record of data",
        "RFC 8446 s5.1",
        "a record carries up to 16384 bytes; each has a header and a tag, and is often a"
            + " segment of its own",
        Judged.SENDER);
    this.least = least;
  }

  @Override
  public Verdict judge(Flow flow) {
    List<TlsRecord> data =
        flow.tlsRecords().stream()
            .filter(record -> record.contentType() == TlsFlow.APPLICATION_DATA)
            .toList();
    Optional<String> doubt = TlsFlow.of(flow.connection(), flow.sender()).doubt();
    if (doubt.isPresent() || data.isEmpty()) {
      return judgement.cannotTell(expecting(flow), doubt.orElse("it sent no application data"));
    }
    long bytes = data.stream().mapToLong(TlsRecord::length).sum();
    Finding finding =
        expecting(flow)
            .but("they have %d on average".formatted(bytes / data.size()))
            .fact(
                "evidence",
                "%s in %s"
                    .formatted(Wording.count(bytes, "byte"), Wording.count(data.size(), "record")));
    return bytes >= least * data.size()
        ? judgement.holds(finding)
        : judgement.violatedByAbsence(finding.lookFor(Remedy.BUFFER_TLS_WRITES));
  }
}
