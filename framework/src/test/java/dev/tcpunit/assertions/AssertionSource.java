package dev.tcpunit.assertions;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One assertion as its source file documents it.
 *
 * @param type {@code ConnectionAssert}
 * @param file the class that declares it: the type or a part of it
 * @param name {@code hasCleanFin}
 * @param parameters their names: {@code port, assertions}
 * @param navigates whether it leads to assertions on a part
 * @param group the group of rules that it asks, such as {@code teardown}; empty where it asks none
 * @param javadoc the comment, without its stars
 */
record AssertionSource(
    String type,
    String file,
    String name,
    String parameters,
    boolean navigates,
    String group,
    String javadoc) {
  private static final Path SOURCES = Path.of("src/main/java/dev/tcpunit/assertions");
  private static final Pattern METHOD =
      Pattern.compile(
          "/\\*\\*((?:(?!\\*/).)*)\\*/\\s*(?:@\\w+\\s+)*public (?:final )?(?:S|\\w+Assert) (\\w+)"
              + "\\(([^)]*)\\)[^{;]*(?:\\{(.*?)\\n  \\})?",
          Pattern.DOTALL);
  private static final Pattern RULE_CLASS =
      Pattern.compile("import dev\\.tcpunit\\.internal\\.rule\\.(\\w+)\\.(\\w+);");
  private static final Pattern CALLED = Pattern.compile("\\b(\\w+)\\(");
  private static final Pattern RFC =
      Pattern.compile("RFC (\\d+)(?: (?:section |s)([\\d.]*\\d))?((?:, (?:MUST|SHLD|MAY)-\\d+)*)");

  /**
   * What the source files of a type and of its parts document, in their order; of overloads with
   * equal parameters the first.
   */
  static List<AssertionSource> of(String type) throws IOException {
    Map<String, AssertionSource> found = new LinkedHashMap<>();
    for (Class<?> part : parts(typeNamed(type))) {
      read(type, part.getSimpleName(), found);
    }
    return new ArrayList<>(found.values());
  }

  /** A type after the package-private superclasses that hold parts of it. */
  static List<Class<?>> parts(Class<?> type) {
    LinkedList<Class<?>> parts = new LinkedList<>(List.of(type));
    Class<?> part = type.getSuperclass();
    while (part != RuleAssert.class && part.getPackage().equals(RuleAssert.class.getPackage())) {
      parts.addFirst(part);
      part = part.getSuperclass();
    }
    return parts;
  }

  /** The public methods that a type and its parts declare. */
  static List<Method> methods(Class<?> type) {
    return parts(type).stream()
        .flatMap(part -> Arrays.stream(part.getDeclaredMethods()))
        .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
        .toList();
  }

  private static Class<?> typeNamed(String simpleName) {
    try {
      return Class.forName(RuleAssert.class.getPackageName() + "." + simpleName);
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static void read(String type, String file, Map<String, AssertionSource> found)
      throws IOException {
    String text = Files.readString(SOURCES.resolve(file + ".java"));
    Matcher method = METHOD.matcher(text);
    while (method.find()) {
      String javadoc = method.group(1).replaceAll("(?m)^\\s*\\* ?", "").strip();
      List<String> names = parameterNames(method.group(3));
      boolean navigates = method.group(3).contains("Consumer<") && isAssert(method.group(3));
      String group = group(text, method.group(4) == null ? "" : method.group(4), found.values());
      AssertionSource assertion =
          new AssertionSource(
              type, file, method.group(2), String.join(", ", names), navigates, group, javadoc);
      found.merge(assertion.title(), assertion, AssertionSource::orGroupOf);
    }
  }

  /** This one, in the group of an overload that it calls. */
  private AssertionSource orGroupOf(AssertionSource overload) {
    return group.isEmpty()
        ? new AssertionSource(type, file, name, parameters, navigates, overload.group, javadoc)
        : this;
  }

  /**
   * The group of the rule that a method hands over: of the last, because a rule about every
   * connection contains the one that each obeys. A method that calls another assertion has its
   * group.
   */
  private static String group(String text, String body, Collection<AssertionSource> before) {
    Map<String, String> groups =
        RULE_CLASS
            .matcher(text)
            .results()
            .collect(Collectors.toMap(rule -> rule.group(2), rule -> rule.group(1)));
    String group = "";
    for (String word : body.split("\\W+")) {
      group = groups.getOrDefault(word, group);
    }
    return group.isEmpty() ? groupOfCalled(body, before) : group;
  }

  private static String groupOfCalled(String body, Collection<AssertionSource> before) {
    Set<String> called =
        CALLED.matcher(body).results().map(call -> call.group(1)).collect(Collectors.toSet());
    return before.stream()
        .filter(assertion -> called.contains(assertion.name()))
        .map(AssertionSource::group)
        .findFirst()
        .orElse("");
  }

  private static boolean isAssert(String parameters) {
    return Pattern.compile("Consumer<\\w+Assert>").matcher(parameters).find();
  }

  private static List<String> parameterNames(String parameters) {
    return Arrays.stream(parameters.replaceAll("<[^()]*>", "").split(","))
        .map(parameter -> parameter.strip().replaceFirst(".*\\s", ""))
        .filter(parameter -> !parameter.isEmpty())
        .toList();
  }

  /** {@code hasByteCount(expected)}. */
  String title() {
    return name + "(" + parameters + ")";
  }

  /** The first paragraph, as Markdown. */
  String meaning() {
    String paragraph = javadoc.split("(?s)<p>|<pre>|<ul>|<table>|(?m)^@")[0];
    return paragraph
        .replaceAll("\\s+", " ")
        .replaceAll("\\{@(?:code|literal) ([^}]*)}", "`$1`")
        .replaceAll(
            "\\{@link(?:plain)? [\\w.]*?#?(\\w+)(?:\\([^)]*\\))?(?: (?:\\w+\\.)?\\1\\(\\))?}",
            "`$1`")
        .replaceAll("\\{@link(?:plain)? [\\w.#]+(?:\\([^)]*\\))? ([^}]*)}", "$1")
        .replaceAll("<[^>]+>", "")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
        .strip();
  }

  /** The RFCs that the comment names, in the messages' short form. */
  String source() {
    Set<String> sources =
        RFC.matcher(javadoc.replaceAll("\\s+", " "))
            .results()
            .map(AssertionSource::rfc)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    return String.join("; ", sources);
  }

  private static String rfc(MatchResult found) {
    String section = found.group(2) == null ? "" : " s" + found.group(2);
    return "RFC " + found.group(1) + section + found.group(3);
  }
}
