package dev.tcpunit.pattern;

import dev.tcpunit.trace.Segment;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The states in which an automaton is after some segments, all at once: each segment is looked at
 * once, whatever the pattern, in time that the number of states bounds.
 */
final class PatternStates {
  private final PatternProgram program;
  private int[] active;
  private int size;
  private int[] before;
  private int sizeBefore;

  /** In which round a state was last entered. */
  private final int[] entered;

  /** Whether a condition was met by the segment of a round: the round, or its negative. */
  private final int[] met;

  private final int[] stack;
  private int round = 1;
  private boolean complete;

  PatternStates(PatternProgram program) {
    this(program, 0);
  }

  private PatternStates(PatternProgram program, int start) {
    this.program = program;
    active = new int[program.size()];
    before = new int[program.size()];
    entered = new int[program.size() + 1];
    met = new int[program.conditions()];
    // Each state is entered once in a round and leaves at most two to be entered.
    stack = new int[2 * program.size() + 2];
    enter(start);
  }

  /** The states to which one leads without a segment. */
  static IntStream from(PatternProgram program, int state) {
    return Arrays.stream(new PatternStates(program, state).waiting());
  }

  /** Takes one segment. */
  void take(Segment segment, long gapNanos) {
    int[] emptied = before;
    before = active;
    sizeBefore = size;
    active = emptied;
    size = 0;
    complete = false;
    round++;
    for (int i = 0; i < sizeBefore; i++) {
      if (isMet(program.conditionIndex(before[i]), segment, gapNanos)) {
        enter(before[i] + 1);
      }
    }
  }

  private boolean isMet(int condition, Segment segment, long gapNanos) {
    if (Math.abs(met[condition]) != round) {
      boolean holds = program.conditionAt(condition).matches(segment, gapNanos);
      met[condition] = holds ? round : -round;
    }
    return met[condition] > 0;
  }

  /** Enters a state, and those that it leads to without a segment. */
  private void enter(int from) {
    int height = 0;
    stack[height++] = from;
    while (height > 0) {
      int state = stack[--height];
      if (entered[state] == round) {
        continue;
      }
      entered[state] = round;
      if (state == program.size()) {
        complete = true;
      } else if (program.takesSegment(state)) {
        active[size++] = state;
      } else {
        if (program.second(state) >= 0) {
          stack[height++] = program.second(state);
        }
        stack[height++] = program.first(state);
      }
    }
  }

  /** Whether the segments taken so far are all that the pattern asks for. */
  boolean isComplete() {
    return complete;
  }

  /** Whether no further segment can be taken. */
  boolean isStuck() {
    return size == 0;
  }

  /** The states that wait for a segment. */
  int[] waiting() {
    return Arrays.copyOf(active, size);
  }

  /** Those that waited for the segment that was taken last. */
  int[] waitedBefore() {
    return Arrays.copyOf(before, sizeBefore);
  }

  /** How many states wait for a segment. */
  int size() {
    return size;
  }

  /** One of the states that wait for a segment. */
  int state(int index) {
    return active[index];
  }
}
