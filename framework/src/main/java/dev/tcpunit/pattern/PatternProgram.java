package dev.tcpunit.pattern;

import dev.tcpunit.pattern.PatternNode.Repeat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * A pattern as a nondeterministic automaton: each state either takes one segment that meets its
 * condition and goes on to the next state, or goes on to one or two others without any.
 *
 * <p>States stand in the order of the pattern's text. The last one is the end of the pattern.
 */
final class PatternProgram {
  private static final int MOST_STATES = 10_000;
  private static final int NONE = -1;

  private final String text;
  private final List<SegmentCondition> conditions = new ArrayList<>();
  private final Map<SegmentCondition, Integer> known = new IdentityHashMap<>();

  /** Of each state: the condition that a segment must meet, or {@link #NONE}. */
  private int[] condition = new int[16];

  /** Of each state without a condition: where it goes on. */
  private int[] first = new int[16];

  /** The other way on, or {@link #NONE}. */
  private int[] second = new int[16];

  private int size;

  private PatternProgram(String text) {
    this.text = text;
  }

  static PatternProgram compile(String text) {
    PatternProgram program = new PatternProgram(text);
    program.emit(PatternParser.parse(text));
    return program;
  }

  /** The number of states, without the end. */
  int size() {
    return size;
  }

  boolean takesSegment(int state) {
    return condition[state] != NONE;
  }

  int conditionIndex(int state) {
    return condition[state];
  }

  SegmentCondition condition(int state) {
    return conditions.get(condition[state]);
  }

  SegmentCondition conditionAt(int index) {
    return conditions.get(index);
  }

  int conditions() {
    return conditions.size();
  }

  /** Whether a condition rests on how the analysis classified a segment. */
  boolean asksKind() {
    return conditions.stream().anyMatch(SegmentCondition::asksKind);
  }

  int first(int state) {
    return first[state];
  }

  /** Negative where there is no other way. */
  int second(int state) {
    return second[state];
  }

  private void emit(PatternNode node) {
    if (node instanceof PatternNode.One one) {
      take(one.condition());
    } else if (node instanceof PatternNode.Sequence sequence) {
      sequence.parts().forEach(this::emit);
    } else if (node instanceof PatternNode.Alternatives alternatives) {
      alternatives(alternatives.choices());
    } else if (node instanceof Repeat repeat) {
      repeat(repeat);
    }
  }

  private void take(SegmentCondition segment) {
    int state = add();
    condition[state] =
        known.computeIfAbsent(
            segment,
            unknown -> {
              conditions.add(unknown);
              return conditions.size() - 1;
            });
  }

  private void alternatives(List<PatternNode> choices) {
    List<Integer> ends = new ArrayList<>();
    for (PatternNode choice : choices.subList(0, choices.size() - 1)) {
      int fork = add();
      first[fork] = size;
      emit(choice);
      ends.add(add());
      second[fork] = size;
    }
    emit(choices.get(choices.size() - 1));
    ends.forEach(end -> first[end] = size);
  }

  private void repeat(Repeat repeat) {
    int start = size;
    for (int i = 0; i < repeat.least(); i++) {
      start = size;
      emit(repeat.part());
    }
    if (repeat.most() != Repeat.UNBOUNDED) {
      optional(repeat.part(), repeat.most() - repeat.least());
    } else if (repeat.least() > 0) {
      int fork = add();
      first[fork] = start;
      second[fork] = size;
    } else {
      int fork = add();
      first[fork] = size;
      emit(repeat.part());
      // Not in one statement: what add() makes room in is another array then.
      int back = add();
      first[back] = fork;
      second[fork] = size;
    }
  }

  private void optional(PatternNode part, int times) {
    List<Integer> forks = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      int fork = add();
      first[fork] = size;
      forks.add(fork);
      emit(part);
    }
    forks.forEach(fork -> second[fork] = size);
  }

  private int add() {
    if (size == MOST_STATES) {
      throw new SegmentPatternException(
          text,
          0,
          "it is too long with its counts written out",
          "at most " + MOST_STATES + " steps");
    }
    if (size == condition.length) {
      condition = Arrays.copyOf(condition, 2 * size);
      first = Arrays.copyOf(first, 2 * size);
      second = Arrays.copyOf(second, 2 * size);
    }
    condition[size] = NONE;
    first[size] = NONE;
    second[size] = NONE;
    return size++;
  }
}
