package dev.tcpunit.internal.junit;

import dev.tcpunit.internal.live.CaptureHub;
import dev.tcpunit.internal.notation.Printable;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Verdict.Outcome;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a captured test says at its end: one line for each assertion, at most 100 columns wide. */
final class TestReport {
  private static final int MOST_PER_SUBJECT = 20;
  private static final int MOST_FAULTS = 20;
  private static final String SIGNS = "\u2713\u2717";

  private final TestName name;
  private final String capturedBy;
  private final List<Verdict> verdicts;
  private final List<String> faults;
  private final boolean signs;
  private WrappedText text = new WrappedText();

  TestReport(
      TestName name, CaptureHub hub, String network, List<Verdict> verdicts, List<String> faults) {
    this(
        name,
        hub.subject() + ", " + network,
        verdicts,
        faults,
        Charset.defaultCharset().newEncoder().canEncode(SIGNS));
  }

  /**
   * Makes a report.
   *
   * @param faults what struck on the test's links, one line each
   * @param signs whether the console can show check marks; else words stand for them
   */
  TestReport(
      TestName name,
      String capturedBy,
      List<Verdict> verdicts,
      List<String> faults,
      boolean signs) {
    this.name = name;
    this.capturedBy = capturedBy;
    this.verdicts = verdicts;
    this.faults = faults;
    this.signs = signs;
  }

  /**
   * The report in lines, with where the capture and the page lie if there are any.
   *
   * @param keys what the capture has of a key log, if it was to have any
   */
  String text(Optional<Path> capture, Optional<String> keys, Optional<Path> page) {
    text = new WrappedText();
    text.add("", "TcpUnit: " + name, "  ");
    text.add("  ", capturedBy, "  ");
    addFaults();
    bySubject().forEach(this::addSubject);
    keys.ifPresent(words -> text.add("  ", "TLS keys: " + words, "    "));
    // A path stays in one piece, to be clicked on.
    return text
        + capture.map(file -> path("capture", file)).orElse("")
        + page.map(file -> path("page", file)).orElse("");
  }

  private static String path(String of, Path file) {
    return "  " + of + ": " + Printable.of(file.toString()) + "\n";
  }

  private void addFaults() {
    if (!faults.isEmpty()) {
      text.add("  ", "faults on the link:", "");
      faults.stream().limit(MOST_FAULTS).forEach(fault -> text.add("    ", fault, "  "));
    }
    if (faults.size() > MOST_FAULTS) {
      text.add("    ", "and " + (faults.size() - MOST_FAULTS) + " more faults", "");
    }
  }

  private Map<String, List<Verdict>> bySubject() {
    Map<String, List<Verdict>> bySubject = new LinkedHashMap<>();
    for (Verdict verdict : verdicts) {
      bySubject.computeIfAbsent(verdict.subject(), key -> new ArrayList<>()).add(verdict);
    }
    return bySubject;
  }

  private void addSubject(String subject, List<Verdict> about) {
    text.add("  ", subject, "    ");
    int longest = about.stream().mapToInt(v -> v.rule().length()).max().orElse(0);
    for (Verdict verdict : about.subList(0, Math.min(MOST_PER_SUBJECT, about.size()))) {
      String first = "%s %s".formatted(sign(verdict.outcome()), pad(verdict.rule(), longest));
      text.add("    ", first + "  " + verdict.summary(), " ".repeat(first.length() + 2));
    }
    if (about.size() > MOST_PER_SUBJECT) {
      text.add("    ", "and " + (about.size() - MOST_PER_SUBJECT) + " more assertions", "");
    }
  }

  private String sign(Outcome outcome) {
    return switch (outcome) {
      case HOLDS -> signs ? SIGNS.substring(0, 1) : "ok    ";
      case VIOLATED -> signs ? SIGNS.substring(1) : "FAILED";
      case CANNOT_TELL -> signs ? "?" : "?     ";
    };
  }

  private static String pad(String word, int width) {
    return word + " ".repeat(width - word.length());
  }
}
