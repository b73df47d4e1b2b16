package dev.tcpunit.internal.rule.catalogue;

import dev.tcpunit.internal.verdict.Rule;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How one rule is written as a text, and how it is made of that.
 *
 * @param <T> what the rule judges
 * @param name its assertion's name
 * @param parameters what stands in its parentheses
 * @param meaning what it asks, in one line
 * @param maker makes the rule of its parameters' values
 */
public record RuleForm<T>(
    String name, List<Parameter<?>> parameters, String meaning, Function<List<?>, Rule<T>> maker) {

  /** A rule that takes no parameters. */
  static <T> RuleForm<T> of(Rule<T> rule, String meaning) {
    return of(rule.name(), rule, meaning);
  }

  /** A rule under the name of an assertion that asks it with a parameter of its own. */
  static <T> RuleForm<T> of(String name, Rule<T> rule, String meaning) {
    return new RuleForm<>(name, List.of(), meaning, values -> rule);
  }

  @SuppressWarnings("unchecked") // The parameter has made the value.
  static <T, P> RuleForm<T> of(
      String name, Parameter<P> parameter, String meaning, Function<P, Rule<T>> maker) {
    return new RuleForm<>(
        name, List.of(parameter), meaning, values -> maker.apply((P) values.get(0)));
  }

  @SuppressWarnings("unchecked") // The parameters have made the values.
  static <T, P, Q> RuleForm<T> of(
      String name,
      Parameter<P> first,
      Parameter<Q> second,
      String meaning,
      BiFunction<P, Q, Rule<T>> maker) {
    return new RuleForm<>(
        name,
        List.of(first, second),
        meaning,
        values -> maker.apply((P) values.get(0), (Q) values.get(1)));
  }

  /** A text of it, such as {@code hasRttBelow(40ms)}. */
  public String example() {
    return parameters.isEmpty() ? name : name + "(" + join(Parameter::example) + ")";
  }

  /** Its name with those of its parameters, such as {@code hasRttBelow(limit)}. */
  public String signature() {
    return parameters.isEmpty() ? name : name + "(" + join(Parameter::name) + ")";
  }

  private String join(Function<Parameter<?>, String> part) {
    return parameters.stream().map(part).collect(Collectors.joining(", "));
  }

  /**
   * Makes the rule of what stands in its parentheses.
   *
   * @param arguments the text between them; empty where there are none
   * @throws IllegalArgumentException if it is not what the parameters ask for, saying so
   */
  Rule<T> make(String arguments) {
    List<String> texts =
        parameters.size() == 1 && !arguments.isBlank()
            ? List.of(arguments)
            : RuleText.split(arguments);
    if (texts.size() != parameters.size()) {
      throw new IllegalArgumentException(
          parameters.isEmpty()
              ? name + " takes no parameters, but there is (" + arguments + ")"
              : "%s is written %s, such as %s".formatted(name, signature(), example()));
    }
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      values.add(value(parameters.get(i), texts.get(i)));
    }
    return made(values, arguments);
  }

  private Object value(Parameter<?> parameter, String text) {
    try {
      return parameter.read(text);
    } catch (IllegalArgumentException | ArithmeticException e) {
      String why =
          e.getMessage() != null && e.getMessage().contains("\n") ? ":\n" + e.getMessage() : "";
      throw new IllegalArgumentException(
          "%s takes as %s %s, but there is \"%s\"%s"
              .formatted(name, parameter.name(), parameter.expected(), text.strip(), why),
          e);
    }
  }

  private Rule<T> made(List<Object> values, String arguments) {
    try {
      return maker.apply(values);
    } catch (IllegalArgumentException | UncheckedIOException e) {
      throw new IllegalArgumentException(
          "%s(%s): %s".formatted(name, arguments, e.getMessage()), e);
    }
  }
}
