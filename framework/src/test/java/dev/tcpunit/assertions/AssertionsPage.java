package dev.tcpunit.assertions;

import dev.tcpunit.internal.rule.catalogue.Rules;
import dev.tcpunit.internal.verdict.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The reference page of all assertions, made of their sources and their pinned messages. */
final class AssertionsPage {
  private static final Path MESSAGES = Path.of("src/test/resources/messages");
  private static final Pattern RULE = Pattern.compile("(?m)^rule: +([^:\\n]+):");
  private static final String HEAD =
      """
      # Assertions

      <!-- Made by AssertionsPageTest from the sources and the pinned messages; the profile "generate" makes it anew. -->

      Each holds, is violated, or cannot be told from the capture; only the first passes. Of each: what it asserts, where the
      rule is written down, and what it says when it is violated. Their Javadoc says when they cannot tell, and for what they wait.

      ```java
      assertThat(capture.connectionTo(server.port())).hasCleanFin().client(c -> c.hasByteCount(154297));
      ```

      `SoftTcpAssertions` collects every failure, also those within `client(...)`, `connectionTo(...)` and the like.
      The TCP words are explained in the [glossary](glossary.md).
      """;

  private final StringBuilder page = new StringBuilder(HEAD);
  private final List<String> withoutExample = new ArrayList<>();

  /** The whole page, as Markdown. */
  String text() throws IOException {
    page.append(new AssertionsIndex().text());
    section("On everything that was captured", "TraceAssert");
    section("On a connection", "ConnectionAssert");
    section("On a flow: one direction of a connection", "FlowAssert");
    section("On each of them", "RuleAssert");
    return page.toString();
  }

  /** The assertions whose message no test pins, navigation and settings left out. */
  List<String> withoutExample() {
    return withoutExample;
  }

  private void section(String title, String type) throws IOException {
    page.append("\n## ").append(title).append('\n');
    Set<String> linked = new HashSet<>();
    for (AssertionSource assertion : AssertionSource.of(type)) {
      if (linked.add(assertion.name())) {
        page.append("\n<a id=\"").append(type).append('.').append(assertion.name());
        page.append("\"></a>\n");
      }
      page.append("\n### `").append(assertion.title()).append("`\n\n");
      page.append(assertion.meaning()).append('\n');
      Optional<String> message = message(assertion);
      source(assertion, message)
          .ifPresent(source -> page.append("\nSource: ").append(source).append('\n'));
      message.ifPresent(text -> page.append("\n```\n").append(text).append("\n```\n"));
      if (message.isEmpty() && !assertion.navigates() && !type.equals("RuleAssert")) {
        withoutExample.add(type + "." + assertion.name());
      }
    }
  }

  /** What the message itself cites, else the rule of that name, else the comment. */
  private static Optional<String> source(AssertionSource assertion, Optional<String> message) {
    return message
        .map(RULE::matcher)
        .filter(Matcher::find)
        .map(matcher -> matcher.group(1))
        .or(() -> rule(assertion).map(Rule::source))
        .or(() -> Optional.of(assertion.source()).filter(source -> !source.isEmpty()));
  }

  private static Optional<Rule<?>> rule(AssertionSource assertion) {
    Stream<? extends Rule<?>> rules =
        assertion.type().equals("FlowAssert")
            ? Rules.ofFlow().stream()
            : Rules.ofConnection().stream();
    return rules.filter(rule -> rule.name().equals(assertion.name())).findFirst().map(r -> r);
  }

  private static Optional<String> message(AssertionSource assertion) throws IOException {
    String name = assertion.type() + "." + assertion.name() + ".";
    if (!Files.isDirectory(MESSAGES)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(MESSAGES)) {
      Optional<Path> file =
          files
              .filter(path -> path.getFileName().toString().startsWith(name))
              .min(AssertionsPage::shorterNameFirst);
      return file.isEmpty()
          ? Optional.empty()
          : Optional.of(Files.readString(file.get()).stripTrailing());
    }
  }

  private static int shorterNameFirst(Path one, Path other) {
    int length = Integer.compare(one.toString().length(), other.toString().length());
    return length != 0 ? length : one.compareTo(other);
  }
}
