package dev.tcpunit.pattern;

import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import java.util.ArrayList;
import java.util.List;

/**
 * What a pattern says of one segment: every test must hold.
 *
 * @param text as it stands in the pattern: {@code > data{1460}}
 * @param offset where it stands, in characters from 0
 * @param from who sends it; null for either
 * @param tests what else must hold
 * @param asksKind whether a test rests on how the analysis classified the segment
 */
record SegmentCondition(String text, int offset, Role from, List<Test> tests, boolean asksKind) {
  /** Nothing is asked: any segment of either side, the {@code ...} of a pattern. */
  static SegmentCondition anything(int offset) {
    return new SegmentCondition("...", offset, null, List.of(), false);
  }

  SegmentCondition {
    tests = List.copyOf(tests);
  }

  boolean isAnything() {
    return from == null && tests.isEmpty();
  }

  /** Whether the segment, so many nanoseconds after the one before it, is what is meant. */
  boolean matches(Segment segment, long gapNanos) {
    if (from != null && segment.from() != from) {
      return false;
    }
    for (Test test : tests) {
      if (!test.holds(segment, gapNanos)) {
        return false;
      }
    }
    return true;
  }

  /** One word of a segment. */
  interface Test {
    boolean holds(Segment segment, long gapNanos);
  }

  /** Collects the words of a segment while they are read. */
  static final class Builder {
    private final int offset;
    private final Role from;
    private final List<Test> tests = new ArrayList<>();
    private boolean asksKind;

    Builder(int offset, Role from) {
      this.offset = offset;
      this.from = from;
    }

    void add(Test test) {
      tests.add(test);
    }

    void asksKind() {
      asksKind = true;
    }

    SegmentCondition build(String pattern, int end) {
      String text = pattern.substring(offset, end).strip();
      return new SegmentCondition(text, offset, from, tests, asksKind);
    }
  }
}
