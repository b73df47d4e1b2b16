package dev.tcpunit.internal.ladder;

import dev.tcpunit.dynamics.ConnectionDynamics;
import dev.tcpunit.dynamics.Stall;
import dev.tcpunit.internal.notation.IcmpText;
import dev.tcpunit.internal.notation.SegmentRemarks;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.IcmpError;
import dev.tcpunit.trace.Segment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Cuts the segments of a connection into the rungs of its ladder. */
public final class Rungs {
  /** A run that takes no more rungs than its own line and its two neighbours is not folded. */
  private static final int SHORTEST_RUN = 3;

  /** How many rungs at either end of a ladder stay where it has to be cut. */
  private static final int ENDS = 6;

  private final List<Segment> segments;
  private final Map<Integer, Pause> pauses = new HashMap<>();
  private final Map<Integer, List<String>> icmp = new HashMap<>();
  private final Set<Long> named;

  private Rungs(Connection connection, Set<Long> named) {
    segments = connection.segments();
    connection.icmpErrors().forEach(error -> addIcmp(connection, error));
    this.named = named;
    for (int i = 1; i < segments.size(); i++) {
      if (gapBefore(i) >= Pause.SILENCE_NANOS) {
        pauses.put(i, Pause.of(gapBefore(i)));
      }
    }
    ConnectionDynamics.of(connection).stalls().forEach(this::addStall);
  }

  /** Before the first segment that was captured after it. */
  private void addIcmp(Connection connection, IcmpError error) {
    int behind = 0;
    while (behind < segments.size() && segments.get(behind).frame() < error.frame()) {
      behind++;
    }
    icmp.computeIfAbsent(behind, index -> new ArrayList<>()).add(IcmpText.line(connection, error));
  }

  /** What ICMP said behind the last segment. */
  public static List<String> icmpAtTheEnd(Connection connection) {
    List<Segment> all = connection.segments();
    long last = all.isEmpty() ? 0 : all.get(all.size() - 1).frame();
    return connection.icmpErrors().stream()
        .filter(error -> error.frame() > last)
        .map(error -> IcmpText.line(connection, error))
        .toList();
  }

  /** Where most of its time went by: a probe or a duplicate ACK in between is no progress. */
  private void addStall(Stall stall) {
    if (stall.after().isEmpty()) {
      return;
    }
    int longest = 0;
    for (int i = indexAt(stall.before()) + 1; i <= indexAt(stall.after().get()); i++) {
      longest = longest == 0 || gapBefore(i) > gapBefore(longest) ? i : longest;
    }
    if (longest > 0) {
      pauses.put(longest, Pause.of(gapBefore(longest), stall));
    }
  }

  /** The last segment captured until then: the one meant may have been seen at another place. */
  private int indexAt(Segment segment) {
    int low = 0;
    int high = segments.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) / 2;
      if (segments.get(middle).timeNanos() <= segment.timeNanos()) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  private long gapBefore(int index) {
    return segments.get(index).timeNanos() - segments.get(index - 1).timeNanos();
  }

  /**
   * All rungs: each segment of which there is something to say, with its neighbours, and the runs
   * between them.
   *
   * @param connection one whose segments were kept
   * @param named the numbers of frames that are shown whatever there is to say of them
   */
  public static List<Rung> of(Connection connection, Set<Long> named) {
    return new Rungs(connection, named).all();
  }

  /**
   * The rungs around the named frames, or the first and last ones where none of them is there.
   *
   * @param eventful the numbers of other frames that stand in no run
   * @param most how many rungs, at least 20
   */
  public static List<Rung> around(
      Connection connection, Set<Long> named, Set<Long> eventful, int most) {
    Set<Long> shown = new HashSet<>(named);
    shown.addAll(eventful);
    List<Rung> all = of(connection, shown);
    return all.size() <= most ? all : cut(all, named, most);
  }

  private List<Rung> all() {
    boolean[] shown = shown();
    List<Rung> rungs = new ArrayList<>();
    int i = 0;
    while (i < segments.size()) {
      int end = i;
      while (end < segments.size() && !shown[end]) {
        end++;
      }
      if (end - i >= SHORTEST_RUN) {
        rungs.add(new Rung(segments.subList(i, end), pauseBefore(i), icmpBefore(i)));
        i = end;
      } else {
        rungs.add(new Rung(segments.subList(i, i + 1), pauseBefore(i), icmpBefore(i)));
        i++;
      }
    }
    return rungs;
  }

  /** The eventful segments and the one before and behind each. */
  private boolean[] shown() {
    boolean[] shown = new boolean[segments.size()];
    for (int i = 0; i < shown.length; i++) {
      if (isEventful(i)) {
        for (int near = Math.max(0, i - 1); near <= Math.min(shown.length - 1, i + 1); near++) {
          shown[near] = true;
        }
      }
    }
    return shown;
  }

  private boolean isEventful(int index) {
    Segment segment = segments.get(index);
    return segment.has(TcpFlags.SYN)
        || segment.has(TcpFlags.FIN)
        || pauseBefore(index).isPresent()
        || icmp.containsKey(index)
        || named.contains(segment.frame())
        || saysSomething(segment) && !repeats(index);
  }

  private static boolean saysSomething(Segment segment) {
    return segment.has(TcpFlags.RST) || !SegmentRemarks.of(segment).isEmpty();
  }

  /** Whether the segment before says the same; what was sent again is shown each time. */
  private boolean repeats(int index) {
    if (index == 0 || segments.get(index).cause().isPresent()) {
      return false;
    }
    Segment segment = segments.get(index);
    Segment before = segments.get(index - 1);
    return segment.from() == before.from()
        && segment.has(TcpFlags.RST) == before.has(TcpFlags.RST)
        && SegmentRemarks.of(segment).equals(SegmentRemarks.of(before));
  }

  private Optional<Pause> pauseBefore(int index) {
    return Optional.ofNullable(pauses.get(index));
  }

  private List<String> icmpBefore(int index) {
    return icmp.getOrDefault(index, List.of());
  }

  private static List<Rung> cut(List<Rung> all, Set<Long> named, int most) {
    Set<Integer> kept = new TreeSet<>();
    for (int i = 0; i < ENDS; i++) {
      kept.add(i);
      kept.add(all.size() - 1 - i);
    }
    List<Integer> centres = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).segments().stream().anyMatch(s -> named.contains(s.frame()))) {
        centres.add(i);
      }
    }
    if (centres.isEmpty()) {
      centres.add(0);
    }
    for (int distance = 0; distance < all.size() && kept.size() < most; distance++) {
      for (int centre : centres) {
        keep(centre - distance, all.size(), most, kept);
        keep(centre + distance, all.size(), most, kept);
      }
    }
    return joined(all, kept);
  }

  private static void keep(int index, int size, int most, Set<Integer> kept) {
    if (index >= 0 && index < size && kept.size() < most) {
      kept.add(index);
    }
  }

  private static List<Rung> joined(List<Rung> all, Set<Integer> kept) {
    List<Rung> rungs = new ArrayList<>();
    List<Segment> left = new ArrayList<>();
    List<String> icmp = new ArrayList<>();
    Optional<Pause> pause = Optional.empty();
    for (int i = 0; i < all.size(); i++) {
      if (kept.contains(i)) {
        if (!left.isEmpty()) {
          rungs.add(new Rung(List.copyOf(left), pause, List.copyOf(icmp)));
          left.clear();
          icmp.clear();
        }
        rungs.add(all.get(i));
      } else {
        pause = left.isEmpty() ? all.get(i).pause() : pause;
        left.addAll(all.get(i).segments());
        icmp.addAll(all.get(i).icmp());
      }
    }
    return rungs;
  }
}
