package dev.tcpunit.internal.junit;

import dev.tcpunit.internal.notation.Printable;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Says once which tests are not captured in spite of their annotations: the tests of JUnit 4,
 * because the vintage engine that runs them knows no Jupiter extension.
 */
public final class UncapturedTests implements TestExecutionListener {
  private static final String VINTAGE = "[engine:junit-vintage]";
  private static final int MOST_NAMED = 5;
  private static final AtomicBoolean SAID = new AtomicBoolean();

  @Override
  public void testPlanExecutionStarted(TestPlan plan) {
    words(plan)
        .filter(text -> !isObserved(plan))
        .filter(text -> !SAID.getAndSet(true))
        .ifPresent(text -> System.out.append("TcpUnit: ").append(text).append('\n').flush());
  }

  /** Whether the whole suite is observed, whatever its tests know of it. */
  public static boolean isObserved(TestPlan plan) {
    return plan.getConfigurationParameters().getBoolean("tcpunit.observe").orElse(false);
  }

  /** Empty where the plan has no test of JUnit 4. */
  static Optional<String> words(TestPlan plan) {
    List<TestIdentifier> tests =
        plan.getRoots().stream()
            .filter(root -> root.getUniqueId().equals(VINTAGE))
            .flatMap(root -> plan.getDescendants(root).stream())
            .filter(TestIdentifier::isTest)
            .toList();
    return tests.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "%s of JUnit 4 (vintage engine): not captured, TcpUnit is an extension of Jupiter: %s"
                .formatted(count(tests.size()), classes(tests)));
  }

  private static String count(int tests) {
    return tests == 1 ? "1 test" : tests + " tests";
  }

  private static String classes(List<TestIdentifier> tests) {
    List<String> names = tests.stream().map(UncapturedTests::classOf).distinct().toList();
    String first = names.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
    return names.size() > MOST_NAMED
        ? first + " and " + (names.size() - MOST_NAMED) + " more"
        : first;
  }

  private static String classOf(TestIdentifier test) {
    return test.getSource()
        .map(
            source -> {
              if (source instanceof MethodSource method) {
                return method.getClassName();
              }
              return source instanceof ClassSource type ? type.getClassName() : null;
            })
        .orElseGet(() -> Printable.of(test.getDisplayName()));
  }
}
