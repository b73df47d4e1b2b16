package dev.tcpunit.internal.rule.baseline;

import dev.tcpunit.baseline.BaselineFiles;
import dev.tcpunit.baseline.BaselineResult;
import dev.tcpunit.baseline.Environment;
import dev.tcpunit.baseline.FactDifference;
import dev.tcpunit.baseline.Fingerprint;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Handshake;
import dev.tcpunit.trace.Trace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Compares a fingerprint with the baseline of a name, and says what comes of it. */
final class BaselineVerdict {
  static final String RULE = "matchesBaseline";
  static final String SOURCE = "TcpUnit's baselines";
  static final String AWAITED = "the connections to be closed as in the baseline";

  private static final int MOST_DIFFERENCES = 4;
  private static final int MOST_CHANGES = 8;

  private final String name;
  private final Judgement judgement = new Judgement(RULE);
  private final Optional<BaselineFiles> files;
  private final Optional<Fingerprint> recorded;
  private String unreadable = "";

  BaselineVerdict(String name, Optional<BaselineFiles> files) {
    this.name = name;
    this.files = files;
    recorded = files.flatMap(this::read);
  }

  private Optional<Fingerprint> read(BaselineFiles from) {
    try {
      return from.read(name);
    } catch (IOException | IllegalArgumentException e) {
      unreadable = "%s cannot be read: %s".formatted(from.file(name), e.getMessage());
      return Optional.empty();
    }
  }

  String expectation() {
    return "match the baseline " + name;
  }

  /** Whether what is yet to come does not matter: all is closed, or closed as it was. */
  boolean isReached(List<Connection> connections) {
    return recorded.isPresent() && !files.orElseThrow().isUpdating()
        ? recorded.get().isReachedBy(connections)
        : connections.stream().allMatch(BaselineVerdict::isOver);
  }

  private static boolean isOver(Connection connection) {
    return connection.handshake().state() != Handshake.State.COMPLETED
        || Fingerprint.isClosed(connection);
  }

  Verdict cannotTell(Finding finding, String doubt) {
    return judgement.cannotTell(finding, doubt);
  }

  Verdict judge(Finding finding, List<Connection> connections, Supplier<Fingerprint> seen) {
    Optional<String> doubt = doubt(finding.trace(), connections);
    if (doubt.isPresent()) {
      return cannotTell(finding, doubt.get());
    }
    try {
      return judge(finding, files.orElseThrow().compare(name, seen.get()));
    } catch (IOException e) {
      return cannotTell(finding, "the baseline could not be read or written: " + e);
    }
  }

  private Optional<String> doubt(Trace trace, List<Connection> connections) {
    if (files.isEmpty()) {
      return Optional.of("baselines belong to a test: ask in a captured test, before it is over");
    }
    if (!unreadable.isEmpty()) {
      return Optional.of(unreadable);
    }
    return Doubt.missing(trace)
        .or(
            () ->
                connections.stream().map(Doubt::ofBothFlows).flatMap(Optional::stream).findFirst());
  }

  private Verdict judge(Finding finding, BaselineResult result) {
    switch (result.status()) {
      case AS_RECORDED:
        return judgement.holds(finding.but("as recorded, " + runs(result)));
      case UPDATED:
        return judgement.holds(finding.but("accepted: " + result.file()));
      case BETTER, TIGHTENED:
        return judgement.holds(finding.but("better than recorded: " + list(result)));
      case CREATED:
        return judgement.violatedByPresence(created(finding, result));
      case MISSING:
        return judgement.violatedByPresence(missing(finding, result));
      default:
        return judgement.violatedByPresence(differs(finding, result));
    }
  }

  private static String runs(BaselineResult result) {
    return Wording.count(result.baseline().map(Fingerprint::runs).orElse(1), "run");
  }

  private static String list(BaselineResult result) {
    return String.join("; ", result.differences().stream().map(FactDifference::toString).toList());
  }

  private static Finding created(Finding finding, BaselineResult result) {
    return finding
        .but("there was none: this run was written as the baseline, and is compared from now on")
        .fact("look at", result.file().toString())
        .fact("then", "commit it if that is what the client should do");
  }

  private Finding missing(Finding finding, BaselineResult result) {
    finding
        .but("there is none, and none is written here: CI is set, or tcpunit.baseline is none")
        .fact("baseline", result.file().toString());
    return accepting(finding, result);
  }

  private Finding differs(Finding finding, BaselineResult result) {
    List<FactDifference> worse =
        result.differences().stream().filter(difference -> !difference.better()).toList();
    finding.but(
        worse.size() == 1
            ? "1 fact is not as recorded"
            : worse.size() + " facts are not as recorded");
    for (FactDifference difference : worse.stream().limit(MOST_DIFFERENCES).toList()) {
      finding.fact("differs", difference.toString()).fact("means", difference.meaning());
    }
    int more = worse.size() - MOST_DIFFERENCES;
    if (more > 0) {
      finding.fact("differs", "and " + Wording.count(more, "fact") + " more");
    }
    addReasons(finding, result);
    finding
        .fact("baseline", result.file().toString())
        .compare(result.baseline().orElseThrow().toString(), result.seen().toString());
    return accepting(finding, result);
  }

  private static void addReasons(Finding finding, BaselineResult result) {
    Environment then = result.baseline().orElseThrow().environment();
    Environment now = result.seen().environment();
    List<String> libraries = now.otherLibraries(then);
    List<String> system = now.otherSystem(then);
    if (!libraries.isEmpty()) {
      finding.fact("likely", some(libraries) + " (class path)");
    }
    if (!system.isEmpty()) {
      finding.fact("possible", some(system));
    }
    if (libraries.isEmpty() && system.isEmpty() && then.namesLibraries()) {
      finding.fact("likely", "the code of the client or of the test: all else is as recorded");
    }
  }

  private static String some(List<String> changes) {
    List<String> shown = new ArrayList<>(changes.stream().limit(MOST_CHANGES).toList());
    if (changes.size() > MOST_CHANGES) {
      shown.add((changes.size() - MOST_CHANGES) + " more");
    }
    return Wording.join(shown);
  }

  /** Every way to accept what was seen: some have no Maven, and some no shell. */
  private Finding accepting(Finding finding, BaselineResult result) {
    Path pending = result.pending().orElseThrow();
    return finding
        .unwrapped("accept", "mvn tcpunit:baseline -Daccept=" + name)
        .unwrapped("or", "cp " + pending + " " + result.file())
        .fact("or", "-Dtcpunit.baseline=update, or TCPUNIT_BASELINE=update in the environment");
  }
}
