package dev.tcpunit.pattern;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * Where a pattern came nearest to its end. Without {@code ...} that is where the segments end. With
 * it everything fits to the last segment, and what a reader wants to know is where that which
 * follows the {@code ...} broke off.
 */
final class PatternProgress {
  private final PatternProgram program;

  /** For each {@code ...}: the states to which it leads without a segment. */
  private final Map<Integer, BitSet> beginnings = new HashMap<>();

  /** The furthest state, since something behind the last {@code ...} has been under way. */
  private int reached = -1;

  private int furthest = -1;
  private boolean behindAnything;
  private int taken;
  private int[] expected = {};

  PatternProgress(PatternProgram program) {
    this.program = program;
  }

  /** Notes where the automaton is after so many segments. */
  void note(PatternStates states, int segments) {
    int anything = lastAnything(states);
    behindAnything = anything >= 0;
    if (!behindAnything) {
      reached = -1;
      return;
    }
    BitSet beginning = beginnings.computeIfAbsent(anything, this::beginning);
    int underWay = -1;
    for (int i = 0; i < states.size(); i++) {
      int state = states.state(i);
      if (state > underWay && state > anything && !beginning.get(state)) {
        underWay = state;
      }
    }
    reached = underWay < 0 ? -1 : Math.max(reached, underWay);
    if (underWay >= 0 && reached >= furthest) {
      keep(states, segments, anything, beginning);
    } else if (anything > furthest) {
      reached = anything;
      keep(states, segments, anything, new BitSet());
    } else if (anything == furthest) {
      // Nothing has been under way since: the rest of the pattern has yet to begin.
      taken = segments;
    }
  }

  /** Whether a {@code ...} takes whatever comes. */
  boolean isBehindAnything() {
    return behindAnything;
  }

  /** After how many segments the pattern was nearest to its end. */
  int taken() {
    return taken;
  }

  /** The states that waited there. */
  int[] expected() {
    return expected;
  }

  private void keep(PatternStates states, int segments, int behind, BitSet without) {
    furthest = reached;
    taken = segments;
    expected = Arrays.stream(states.waiting()).filter(s -> s > behind && !without.get(s)).toArray();
  }

  /** The last of the {@code ...} that take segments now; negative if none does. */
  private int lastAnything(PatternStates states) {
    int last = -1;
    for (int i = 0; i < states.size(); i++) {
      int state = states.state(i);
      if (state > last && program.condition(state).isAnything()) {
        last = state;
      }
    }
    return last;
  }

  private BitSet beginning(int anything) {
    BitSet states = new BitSet();
    PatternStates.from(program, anything + 1).forEach(states::set);
    return states;
  }
}
