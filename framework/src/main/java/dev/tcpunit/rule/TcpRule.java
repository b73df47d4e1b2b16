package dev.tcpunit.rule;

import dev.tcpunit.internal.rule.catalogue.ConnectionForms;
import dev.tcpunit.internal.rule.catalogue.FlowForms;
import dev.tcpunit.internal.rule.catalogue.RuleForm;
import dev.tcpunit.internal.rule.catalogue.RuleText;
import dev.tcpunit.internal.rule.catalogue.TraceForms;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Trace;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A rule as a build file or a command line names it: an assertion's name, with what it takes in
 * parentheses.
 *
 * <ul>
 *   <li>{@code hasCleanFin}: of each connection
 *   <li>{@code hasRttBelow(40ms)}, {@code wasClosedFirstBy(CLIENT)}, {@code follows(> S < S. ...)}
 *   <li>{@code client(hasByteCount(154297))}: of one side, {@code client}, {@code server} or {@code
 *       upload}
 *   <li>{@code hasConnectionCount(2)}: of all that was captured
 * </ul>
 *
 * <p>Times are written {@code 40ms} (ns, us, ms, s), parts {@code 0.02} or {@code 2%}.
 *
 * <pre>{@code
 * for (TcpRule rule : TcpRule.listOf("hasCleanFin, client(hasByteCountAtMost(1_100_000))")) {
 *   rule.judge(trace).forEach(verdict -> log(verdict.rule(), verdict.outcome()));
 * }
 * }</pre>
 */
public final class TcpRule {
  private final RuleText rule;

  private TcpRule(RuleText rule) {
    this.rule = rule;
  }

  /**
   * Reads a rule.
   *
   * @param text the rule
   * @return the rule
   * @throws IllegalArgumentException if it is none, naming the one that was probably meant
   */
  public static TcpRule of(String text) {
    return new TcpRule(RuleText.of(text));
  }

  /**
   * Reads several rules.
   *
   * @param text rules with commas between them
   * @return the rules, none where the text is blank
   * @throws IllegalArgumentException if one of them is none, naming the one that was probably meant
   */
  public static List<TcpRule> listOf(String text) {
    return RuleText.listOf(text).stream().map(TcpRule::new).toList();
  }

  /**
   * Every rule that there is, but for those that ask the kernel while a test runs.
   *
   * @return by what they judge: all that was captured, a connection, one side
   */
  public static List<RuleDescription> all() {
    return Stream.of(
            TraceForms.ALL.stream().map(form -> described(form, RuleDescription.Subject.TRACE)),
            ConnectionForms.ALL.stream()
                .map(form -> described(form, RuleDescription.Subject.CONNECTION)),
            FlowForms.ALL.stream().map(form -> described(form, RuleDescription.Subject.FLOW)))
        .flatMap(each -> each)
        .toList();
  }

  private static RuleDescription described(RuleForm<?> form, RuleDescription.Subject subject) {
    String example =
        subject == RuleDescription.Subject.FLOW ? "client(" + form.example() + ")" : form.example();
    return new RuleDescription(subject, form.name(), form.signature(), example, form.meaning());
  }

  /**
   * Whether it is about all that was captured at once, such as {@code hasConnectionCount(2)}.
   *
   * @return false where it judges connections one by one
   */
  public boolean isOfTrace() {
    return rule.ofConnection().isEmpty();
  }

  /**
   * Judges all that was captured. A rule of connections that finds none cannot tell.
   *
   * @param trace what was captured
   * @return one verdict for each connection, or one alone
   */
  public List<RuleVerdict> judge(Trace trace) {
    return judge(trace, connection -> true);
  }

  /**
   * Judges some of the connections; a rule of all that was captured judges that.
   *
   * @param trace what was captured
   * @param choice lets through the connections to judge
   * @return one verdict for each of them, none if there is none, or one alone
   */
  public List<RuleVerdict> judge(Trace trace, Predicate<Connection> choice) {
    if (isOfTrace() || trace.connections().isEmpty()) {
      return List.of(RuleVerdict.of(toString(), rule.ofEverything().judge(trace)));
    }
    return trace.connections().stream()
        .filter(choice)
        .map(
            connection ->
                RuleVerdict.of(toString(), rule.ofConnection().orElseThrow().judge(connection)))
        .toList();
  }

  /** The rule as it was written. */
  @Override
  public String toString() {
    return rule.text();
  }
}
