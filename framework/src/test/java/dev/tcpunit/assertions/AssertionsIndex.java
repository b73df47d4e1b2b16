package dev.tcpunit.assertions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The table at the top of the reference page: a row for each group of rules, titled as its package
 * is, and a column for each subject.
 */
final class AssertionsIndex {
  private static final Path RULES = Path.of("src/main/java/dev/tcpunit/internal/rule");
  private static final Pattern FIRST_SENTENCE = Pattern.compile("(?s)/\\*\\*\\s*(.*?)\\.(?:\\s|$)");
  private static final List<String> SUBJECTS =
      List.of("ConnectionAssert", "FlowAssert", "TraceAssert");

  /** By group, and within it by subject, the names of the assertions. */
  private final Map<String, Map<String, Set<String>>> rows = new LinkedHashMap<>();

  AssertionsIndex() throws IOException {
    for (String subject : SUBJECTS) {
      for (AssertionSource assertion : AssertionSource.of(subject)) {
        if (!assertion.navigates()) {
          rows.computeIfAbsent(assertion.group(), group -> new LinkedHashMap<>())
              .computeIfAbsent(subject, any -> new TreeSet<>())
              .add(assertion.name());
        }
      }
    }
  }

  /** The table, as Markdown. */
  String text() throws IOException {
    StringBuilder table =
        new StringBuilder("\n| | connection | flow | trace |\n|---|---|---|---|\n");
    for (Map.Entry<String, Map<String, Set<String>>> row : rows.entrySet()) {
      table.append("| ").append(title(row.getKey()));
      for (String subject : SUBJECTS) {
        table.append(" | ").append(links(subject, row.getValue().getOrDefault(subject, Set.of())));
      }
      table.append(" |\n");
    }
    return table.toString();
  }

  /** The groups of rules that have a row. */
  Set<String> groups() {
    return rows.keySet();
  }

  private static String links(String subject, Set<String> names) {
    return names.stream()
        .map(name -> "[`" + name + "`](#" + subject + "." + name + ")")
        .collect(Collectors.joining(" "));
  }

  /** What the comment on the group's package says that its rules are about. */
  private static String title(String group) throws IOException {
    String comment = Files.readString(RULES.resolve(group).resolve("package-info.java"));
    Matcher sentence = FIRST_SENTENCE.matcher(comment);
    if (!sentence.find()) {
      throw new IllegalStateException("the package of the rules about " + group + " says nothing");
    }
    String title =
        sentence.group(1).replaceAll("\\s+", " ").replaceFirst("^The rules (?:about|of) ", "");
    return Character.toUpperCase(title.charAt(0)) + title.substring(1);
  }
}
