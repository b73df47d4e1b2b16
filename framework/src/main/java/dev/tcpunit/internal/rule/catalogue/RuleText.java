package dev.tcpunit.internal.rule.catalogue;

import dev.tcpunit.internal.rule.Side;
import dev.tcpunit.internal.rule.trace.EveryConnection;
import dev.tcpunit.internal.verdict.NearestName;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Trace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads rules as they are written in a build file or on a command line: {@code hasCleanFin}, {@code
 * hasRttBelow(40ms)}, {@code client(hasByteCount(154297))}, {@code follows(> S < S. > . ...)}.
 *
 * @param text the rule as it was written
 * @param ofConnection the rule, where it judges a connection or one side of it
 * @param ofTrace the rule, where it judges all that was captured
 */
public record RuleText(
    String text, Optional<Rule<Connection>> ofConnection, Optional<Rule<Trace>> ofTrace) {
  private static final Pattern FORM = Pattern.compile("(?s)(\\w+)\\s*(?:\\((.*)\\))?");

  /**
   * Reads one rule.
   *
   * @throws IllegalArgumentException if it is none, naming the one that was meant
   */
  public static RuleText of(String text) {
    String written = text.strip();
    Matcher form = FORM.matcher(written);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "\"" + written + "\" is not written as a rule: name, or name(parameters)");
    }
    String name = form.group(1);
    String arguments = form.group(2) == null ? "" : form.group(2);
    Optional<Side> side = side(name);
    if (side.isPresent()) {
      Rule<Connection> rule = ofSide(side.get(), name, arguments);
      return new RuleText(written, Optional.of(rule), Optional.empty());
    }
    Optional<RuleForm<Connection>> ofConnection = find(ConnectionForms.ALL, name);
    Optional<RuleForm<Trace>> ofTrace = find(TraceForms.ALL, name);
    if (ofConnection.isEmpty() && ofTrace.isEmpty()) {
      throw unknown(name);
    }
    return new RuleText(
        written,
        ofConnection.map(each -> each.make(arguments)),
        ofTrace.map(each -> each.make(arguments)));
  }

  /** Reads several rules, with commas between them. */
  public static List<RuleText> listOf(String text) {
    return split(text).stream().filter(each -> !each.isBlank()).map(RuleText::of).toList();
  }

  /** What a rule of connections asks of all that was captured, or the rule of a trace itself. */
  public Rule<Trace> ofEverything() {
    return ofTrace.orElseGet(() -> new EveryConnection(ofConnection.orElseThrow()));
  }

  private static Rule<Connection> ofSide(Side side, String name, String inner) {
    Matcher form = FORM.matcher(inner.strip());
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "%s takes a rule of one side, such as %s(hasNoRetransmissions)".formatted(name, name));
    }
    RuleForm<Flow> rule =
        find(FlowForms.ALL, form.group(1)).orElseThrow(() -> notOfSide(form.group(1)));
    return new OfSide(side, rule.make(form.group(2) == null ? "" : form.group(2)));
  }

  private static Optional<Side> side(String name) {
    return Arrays.stream(Side.values())
        .filter(side -> side.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst();
  }

  private static <T> Optional<RuleForm<T>> find(List<RuleForm<T>> forms, String name) {
    return forms.stream().filter(form -> form.name().equals(name)).findFirst();
  }

  private static IllegalArgumentException notOfSide(String name) {
    boolean ofConnection = find(ConnectionForms.ALL, name).isPresent();
    boolean ofTrace = find(TraceForms.ALL, name).isPresent();
    return ofConnection || ofTrace
        ? new IllegalArgumentException(
            name + " is not asked of one side; write it without client, server or upload")
        : noRule(name, names(FlowForms.ALL));
  }

  private static IllegalArgumentException unknown(String name) {
    return find(FlowForms.ALL, name).isPresent()
        ? new IllegalArgumentException(
            "%1$s is asked of one side: client(%1$s), server(%1$s) or upload(%1$s)"
                .formatted(find(FlowForms.ALL, name).get().signature()))
        : noRule(
            name,
            Stream.of(names(ConnectionForms.ALL), names(TraceForms.ALL), names(FlowForms.ALL))
                .flatMap(List::stream)
                .distinct()
                .toList());
  }

  private static IllegalArgumentException noRule(String name, List<String> names) {
    return new IllegalArgumentException(
        "no rule is named \""
            + name
            + "\"; "
            + NearestName.to(name, names)
                .map(meant -> "did you mean " + meant + "?")
                .orElseGet(() -> "there are " + String.join(", ", names)));
  }

  private static <T> List<String> names(List<RuleForm<T>> forms) {
    return forms.stream().map(RuleForm::name).collect(Collectors.toList());
  }

  /**
   * Splits at the commas that stand in no parentheses and no quotes.
   *
   * @throws IllegalArgumentException if a parenthesis is not closed, or closes none
   */
  static List<String> split(String text) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int start = 0;
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      quoted ^= letter == '"';
      depth += quoted ? 0 : letter == '(' ? 1 : letter == ')' ? -1 : 0;
      if (depth < 0) {
        throw new IllegalArgumentException("in \"" + text + "\" a parenthesis closes none");
      }
      if (letter == ',' && depth == 0 && !quoted) {
        parts.add(text.substring(start, i));
        start = i + 1;
      }
    }
    if (depth > 0) {
      throw new IllegalArgumentException("in \"" + text + "\" a parenthesis is not closed");
    }
    if (!text.isBlank()) {
      parts.add(text.substring(start));
    }
    return parts;
  }
}
