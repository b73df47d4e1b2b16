package dev.tcpunit.internal.html;

import dev.tcpunit.internal.ladder.Pause;
import dev.tcpunit.internal.ladder.Rung;
import dev.tcpunit.internal.ladder.TextLadder;
import dev.tcpunit.internal.notation.IcmpText;
import dev.tcpunit.internal.notation.LineWrap;
import dev.tcpunit.internal.notation.Quantities;
import dev.tcpunit.internal.notation.SegmentNotation;
import dev.tcpunit.internal.notation.SegmentRemarks;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.IcmpError;
import dev.tcpunit.trace.Passage;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Draws the ladder of a connection that was captured at both ends: each segment as it leaves one
 * side and reaches the other, in the order of time, so that what is under way for longer slants
 * more. What is lost ends in the middle, beside the name of the fault that struck it.
 */
final class LinkLadder {
  private static final int WIDTH = 1200;
  private static final int CLIENT = 410;
  private static final int SERVER = 790;
  private static final int MIDDLE = (CLIENT + SERVER) / 2;
  private static final int BESIDE = 8;
  private static final int MOST_LETTERS = 54;
  private static final int MOST_BETWEEN = 50;
  private static final int LINE = 15;

  private final Connection connection;
  private final Passages passages;
  private final Set<Long> named;
  private final Svg svg = new Svg(WIDTH);
  private final List<Moment> moments = new ArrayList<>();
  private final Map<Segment, Integer> leftAt = new HashMap<>();
  private int y = 2 * LINE;

  /** Something that happens at one time, with how it is drawn. */
  private record Moment(long timeNanos, Runnable drawing) {}

  private LinkLadder(Connection connection, Passages passages, Set<Long> named) {
    this.connection = connection;
    this.passages = passages;
    this.named = named;
  }

  static String of(Connection connection, List<Rung> rungs, Passages passages, Set<Long> named) {
    LinkLadder ladder = new LinkLadder(connection, passages, named);
    rungs.forEach(ladder::plan);
    connection.icmpErrors().forEach(ladder::plan);
    return ladder.drawn();
  }

  private String drawn() {
    svg.text(CLIENT, LINE, "middle", Ink.PLAIN, "client " + connection.client());
    svg.text(SERVER, LINE, "middle", Ink.PLAIN, "server " + connection.server());
    moments.sort(Comparator.comparingLong(Moment::timeNanos));
    moments.forEach(moment -> moment.drawing().run());
    Pause.atTheEnd(connection).forEach(this::pause);
    svg.line(CLIENT, LINE + 5, CLIENT, y, Ink.LIFELINE);
    svg.line(SERVER, LINE + 5, SERVER, y, Ink.LIFELINE);
    return svg.whole(y + LINE, "Ladder of " + connection + ", as both ends saw it");
  }

  private void plan(Rung rung) {
    Segment first = rung.first();
    rung.pause().ifPresent(p -> moments.add(new Moment(first.timeNanos(), () -> pause(p))));
    if (rung.isRun()) {
      moments.add(new Moment(first.timeNanos(), () -> run(rung)));
      return;
    }
    Optional<Passage> passage = passages.of(first);
    if (passage.isEmpty()) {
      moments.add(new Moment(first.timeNanos(), () -> stranger(first)));
      return;
    }
    moments.add(new Moment(first.timeNanos(), () -> leaves(passage.get())));
    for (Segment arrival : passage.get().arrivals()) {
      moments.add(new Moment(arrival.timeNanos(), () -> arrives(first, arrival)));
    }
  }

  private void plan(IcmpError error) {
    String words = IcmpText.line(connection, error);
    moments.add(new Moment(error.timeNanos(), () -> between(words, Ink.FINDING)));
  }

  private void pause(Pause pause) {
    y += LINE / 2;
    between(pause.words(), Ink.FINDING);
    between(pause.why(), Ink.FINDING);
    y += LINE / 2;
  }

  private void run(Rung rung) {
    between("… " + rung.words() + " …", Ink.FAINT);
  }

  private void between(String words, Ink ink) {
    for (String line : LineWrap.lines(words, MOST_BETWEEN)) {
      svg.label(MIDDLE, y + LINE, ink, line);
      y += LINE + 2;
    }
  }

  private void leaves(Passage passage) {
    Segment sent = passage.sent();
    List<String> remarks = remarks(SegmentRemarks.of(sent));
    if (named.contains(sent.frame())) {
      svg.band(y, LINE * (1 + remarks.size()) + 4.0, Ink.NAMED);
    }
    svg.beginLink("l" + sent.frame(), "s" + sent.frame());
    beside(sent.from(), sent, TextLadder.label(sent), remarks, SegmentLadder.inkOf(sent));
    svg.endLink();
    int from = y - LINE * remarks.size() - 7;
    leftAt.put(sent, from);
    if (passage.isLost()) {
      svg.line(x(sent.from()), from, MIDDLE, from + LINE, Ink.RESEND);
      svg.cross(MIDDLE, from + LINE, Ink.RESEND);
      String fault = passages.fault(sent).map(name -> "lost: " + name).orElse("lost");
      boolean rightwards = sent.from() == Role.CLIENT;
      int x = MIDDLE + (rightwards ? 2 : -2) * BESIDE;
      svg.text(x, from + LINE + 4.0, rightwards ? "start" : "end", Ink.RESEND, fault);
      y += LINE / 2;
    }
  }

  private void arrives(Segment sent, Segment arrival) {
    List<String> found = new ArrayList<>(SegmentRemarks.of(arrival));
    found.removeAll(SegmentRemarks.of(sent));
    long nanos = arrival.timeNanos() - sent.timeNanos();
    String words = "after " + Quantities.duration(nanos);
    Ink ink = SegmentLadder.inkOf(sent);
    beside(sent.from().peer(), arrival, words, remarks(found), Ink.FAINT);
    int to = y - LINE * remarks(found).size() - 7;
    int from = leftAt.getOrDefault(sent, to);
    svg.arrow(x(sent.from()), from, x(sent.from().peer()), to, ink);
    passages
        .fault(sent)
        .ifPresent(fault -> svg.label(MIDDLE, (from + to) / 2.0 - 4, Ink.RESEND, fault));
  }

  private void stranger(Segment arrival) {
    List<String> found = new ArrayList<>(SegmentRemarks.of(arrival));
    found.add("the " + arrival.from().word() + " did not send it");
    List<String> remarks = remarks(found);
    svg.beginLink("l" + arrival.frame(), "s" + arrival.frame());
    beside(arrival.from().peer(), arrival, TextLadder.label(arrival), remarks, Ink.RESEND);
    svg.endLink();
    int to = y - LINE * remarks.size() - 7;
    svg.arrow(MIDDLE, to - 5.0, x(arrival.from().peer()), to, Ink.RESEND);
  }

  /** Time, frame and words at a side, and what was found in the lines below. */
  private void beside(Role side, Segment segment, String words, List<String> remarks, Ink ink) {
    boolean left = side == Role.CLIENT;
    int x = left ? CLIENT - BESIDE : SERVER + BESIDE;
    String anchor = left ? "end" : "start";
    String time = SegmentNotation.seconds(segment.timeNanos() - connection.startNanos());
    svg.text(x, y + LINE - 3.0, anchor, ink, time + " #" + segment.frame() + " " + words);
    y += LINE + 3;
    for (String remark : remarks) {
      svg.text(x, y + LINE - 6.0, anchor, SegmentLadder.inkOf(segment), remark);
      y += LINE;
    }
  }

  private static List<String> remarks(List<String> found) {
    return LineWrap.lines(String.join(", ", found), MOST_LETTERS);
  }

  private static int x(Role side) {
    return side == Role.CLIENT ? CLIENT : SERVER;
  }
}
