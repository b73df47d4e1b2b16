package dev.tcpunit.pattern;

import dev.tcpunit.pattern.PatternMatch.Expectation;
import dev.tcpunit.pattern.PatternMatch.Outcome;
import dev.tcpunit.trace.Segment;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Holds segments against a pattern, from the first to the last. */
final class PatternMatcher {
  private final PatternProgram program;
  private final List<Segment> segments;
  private final PatternStates states;
  private final PatternProgress progress;

  PatternMatcher(PatternProgram program, List<Segment> segments) {
    this.program = program;
    this.segments = segments;
    states = new PatternStates(program);
    progress = new PatternProgress(program);
  }

  PatternMatch match() {
    int taken = 0;
    long before = segments.isEmpty() ? 0 : segments.get(0).timeNanos();
    for (Segment segment : segments) {
      progress.note(states, taken);
      boolean mayEnd = states.isComplete();
      long time = segment.timeNanos();
      states.take(segment, time - before);
      before = time;
      if (states.isStuck() && !states.isComplete()) {
        return match(Outcome.DIFFERS, taken, states.waitedBefore(), mayEnd);
      }
      taken++;
    }
    if (states.isComplete()) {
      return new PatternMatch(Outcome.FOLLOWS, taken, List.of(), true);
    }
    progress.note(states, taken);
    return progress.isBehindAnything()
        ? match(Outcome.PREFIX, progress.taken(), unmet(), false)
        : match(Outcome.PREFIX, taken, states.waiting(), false);
  }

  /** What was expected at the furthest point, but for what the segment there would have been. */
  private int[] unmet() {
    int furthest = progress.taken();
    if (furthest == segments.size()) {
      return progress.expected();
    }
    Segment came = segments.get(furthest);
    long gap = furthest == 0 ? 0 : came.timeNanos() - segments.get(furthest - 1).timeNanos();
    return Arrays.stream(progress.expected())
        .filter(state -> !program.condition(state).matches(came, gap))
        .toArray();
  }

  private PatternMatch match(Outcome outcome, int taken, int[] waiting, boolean mayEnd) {
    List<Expectation> expected =
        Arrays.stream(waiting)
            .mapToObj(program::condition)
            .filter(condition -> !condition.isAnything())
            .map(condition -> new Expectation(condition.text(), condition.offset()))
            .distinct()
            .sorted(Comparator.comparingInt(Expectation::offset))
            .toList();
    return new PatternMatch(outcome, taken, expected, mayEnd);
  }
}
