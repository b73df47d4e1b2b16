package dev.tcpunit.internal.rule.tls;

import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Judged;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Remedy;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.TlsRecord;
import java.util.List;
import java.util.Optional;

/** One side's records of application data are at least so long on average. */
public record AverageTlsRecord(long least) implements Rule<Flow> {
  @Override
  public String name() {
    return "hasAverageTlsRecordAtLeast";
  }

  @Override
  public String source() {
    return "RFC 8446 s5.1";
  }

  @Override
  public Verdict judge(Flow flow) {
    Judgement judgement = new Judgement(name());
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

  private Finding expecting(Flow flow) {
    return Finding.expecting(
            flow,
            Judged.SENDER,
            "send at least " + Wording.count(least, "byte") + " in a TLS record of data")
        .rule(
            source(),
            "a record carries up to 16384 bytes; each has a header and a tag, and is often a"
                + " segment of its own");
  }
}
