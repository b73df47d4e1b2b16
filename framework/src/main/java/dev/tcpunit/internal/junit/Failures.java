package dev.tcpunit.internal.junit;

import dev.tcpunit.internal.verdict.Verdict;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Looks into what a test failed with, which may be a throwable of any kind. */
final class Failures {
  /**
   * The classes that throw failures whose messages tell already of the connections, or of the
   * link's faults.
   */
  private static final Set<String> OWN =
      Set.of(QueryFailure.class.getName(), OpenLinks.class.getName());

  private Failures() {}

  /** The failure, its causes and what they suppressed, each once, though they go in circles. */
  static Set<Throwable> within(Throwable failure) {
    Set<Throwable> found = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Throwable> open = new ArrayDeque<>(List.of(failure));
    while (!open.isEmpty()) {
      Throwable next = open.remove();
      if (found.add(next)) {
        Throwable cause = causeOf(next);
        if (cause != null) {
          open.add(cause);
        }
        open.addAll(List.of(next.getSuppressed()));
      }
    }
    return found;
  }

  private static Throwable causeOf(Throwable failure) {
    try {
      return failure.getCause();
    } catch (RuntimeException e) {
      return null;
    }
  }

  /** Whether one of them is what an assertion of TcpUnit said of this test's capture. */
  static boolean tellOf(Set<Throwable> failures, List<Verdict> failedVerdicts) {
    return failures.stream()
        .anyMatch(failure -> isQuery(failure) || isVerdict(failure, failedVerdicts));
  }

  private static boolean isQuery(Throwable failure) {
    StackTraceElement[] stack = failure.getStackTrace();
    return stack != null && stack.length > 0 && OWN.contains(stack[0].getClassName());
  }

  private static boolean isVerdict(Throwable failure, List<Verdict> failedVerdicts) {
    String message = messageOf(failure);
    return failedVerdicts.stream().anyMatch(verdict -> message.contains(verdict.message()));
  }

  /** The message, of whatever make; empty where asking for it fails. */
  static String messageOf(Throwable failure) {
    try {
      return String.valueOf(failure.getMessage());
    } catch (RuntimeException e) {
      return "";
    }
  }
}
