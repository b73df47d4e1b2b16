package dev.tcpunit.internal.html;

import dev.tcpunit.internal.ladder.Pause;
import dev.tcpunit.internal.ladder.Rung;
import dev.tcpunit.internal.ladder.Rungs;
import dev.tcpunit.internal.ladder.TextLadder;
import dev.tcpunit.internal.notation.LineWrap;
import dev.tcpunit.internal.notation.SegmentNotation;
import dev.tcpunit.internal.notation.SegmentRemarks;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import java.util.List;
import java.util.Set;

/** Draws the ladder of a connection that was captured at one place. */
final class SegmentLadder {
  private static final int WIDTH = 1000;
  private static final int TIME = 95;
  private static final int FRAME = 160;
  private static final int CLIENT = 180;
  private static final int SERVER = 600;
  private static final int REMARKS = 615;
  private static final int MOST_LETTERS = 52;
  private static final int LINE = 15;

  private final Connection connection;
  private final Set<Long> named;
  private final Svg svg = new Svg(WIDTH);
  private int y = 44;

  private SegmentLadder(Connection connection, Set<Long> named) {
    this.connection = connection;
    this.named = named;
  }

  static String of(Connection connection, List<Rung> rungs, Set<Long> named) {
    SegmentLadder ladder = new SegmentLadder(connection, named);
    ladder.head();
    rungs.forEach(ladder::draw);
    Rungs.icmpAtTheEnd(connection).forEach(ladder::icmp);
    Pause.atTheEnd(connection).forEach(ladder::pause);
    return ladder.svg.whole(ladder.y + LINE, "Ladder of " + connection);
  }

  private void head() {
    svg.text(CLIENT, LINE, "middle", Ink.PLAIN, "client " + connection.client());
    svg.text(SERVER, LINE, "middle", Ink.PLAIN, "server " + connection.server());
    svg.text(TIME, 2 * LINE, "end", Ink.FAINT, "seconds");
    svg.text(FRAME, 2 * LINE, "end", Ink.FAINT, "frame");
    lifelines(LINE + 5, y, Ink.LIFELINE);
  }

  private void lifelines(double from, double to, Ink ink) {
    svg.line(CLIENT, from, CLIENT, to, ink);
    svg.line(SERVER, from, SERVER, to, ink);
  }

  private void draw(Rung rung) {
    rung.icmp().forEach(this::icmp);
    rung.pause().ifPresent(this::pause);
    if (rung.isRun()) {
      lifelines(y, y + LINE + 6, Ink.LIFELINE);
      svg.text((CLIENT + SERVER) / 2.0, y + LINE, "middle", Ink.FAINT, "… " + rung.words() + " …");
      y += LINE + 6;
    } else {
      segment(rung.first());
    }
  }

  private void icmp(String words) {
    for (String line : LineWrap.lines(words, MOST_LETTERS)) {
      lifelines(y, y + LINE + 2.0, Ink.LIFELINE);
      svg.text((CLIENT + SERVER) / 2.0, y + LINE, "middle", Ink.FINDING, line);
      y += LINE + 2;
    }
  }

  private void pause(Pause pause) {
    List<String> reasons = LineWrap.lines(pause.why(), MOST_LETTERS);
    int height = Math.max(2 * LINE, (reasons.size() + 1) * LINE);
    lifelines(y, y + height, Ink.SILENT);
    svg.text((CLIENT + SERVER) / 2.0, y + height / 2.0 + 4, "middle", Ink.FINDING, pause.words());
    for (int i = 0; i < reasons.size(); i++) {
      svg.text(REMARKS, y + (i + 1) * LINE, "start", Ink.FINDING, reasons.get(i));
    }
    y += height;
  }

  private void segment(Segment segment) {
    List<String> remarks =
        LineWrap.lines(String.join(", ", SegmentRemarks.of(segment)), MOST_LETTERS);
    int height = Math.max(2 * LINE - 2, remarks.size() * LINE + 8);
    if (named.contains(segment.frame())) {
      svg.band(y, height, Ink.NAMED);
    }
    lifelines(y, y + height, Ink.LIFELINE);
    Ink ink = inkOf(segment);
    double from = segment.from() == Role.CLIENT ? CLIENT : SERVER;
    double to = segment.from() == Role.CLIENT ? SERVER : CLIENT;
    svg.beginLink("l" + segment.frame(), "s" + segment.frame());
    String time = SegmentNotation.seconds(segment.timeNanos() - connection.startNanos());
    svg.text(TIME, y + LINE, "end", Ink.PLAIN, time);
    svg.text(FRAME, y + LINE, "end", Ink.PLAIN, "#" + segment.frame());
    svg.text((CLIENT + SERVER) / 2.0, y + LINE, "middle", ink, TextLadder.label(segment));
    svg.arrow(from, y + LINE + 6, to, y + LINE + 6, ink);
    for (int i = 0; i < remarks.size(); i++) {
      svg.text(REMARKS, y + (i + 1) * LINE, "start", ink, remarks.get(i));
    }
    svg.endLink();
    y += height;
  }

  static Ink inkOf(Segment segment) {
    return segment.cause().isPresent()
        ? Ink.RESEND
        : SegmentRemarks.of(segment).isEmpty() ? Ink.PLAIN : Ink.FINDING;
  }
}
