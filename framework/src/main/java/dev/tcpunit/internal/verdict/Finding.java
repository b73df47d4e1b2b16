package dev.tcpunit.internal.verdict;

import dev.tcpunit.internal.notation.EnumWords;
import dev.tcpunit.internal.notation.LineWrap;
import dev.tcpunit.internal.notation.Printable;
import dev.tcpunit.internal.notation.SegmentNotation;
import dev.tcpunit.internal.verdict.Verdict.Difference;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.RoleEvidence;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a rule found, put together line by line into the one shape that all messages have:
 *
 * <pre>
 * Expecting connection
 *   127.0.0.1:35648 > 127.0.0.1:8081 (12 segments, 0 dropped by capture)
 * to have no retransmissions
 * but 1 of 5 client data segments carried bytes already sent:
 *   #10 0.001816 > [P.] 152812:154298 ack 1 win 342 len 1486
 * * #11 0.206127 > [P.] 152812:154298 ack 1 win 342 len 1486  &lt;- repeats all of #10
 * evidence: 204.311 ms later, ...
 * cause:    the retransmission timer (likely)
 * rule:     RFC 9293 s3.8.1: ...
 * capture:  upload.pcapng, frame 11
 * </pre>
 *
 * <p>Where a capture cannot tell, the message says why, and what was seen so far. Lines fit {@value
 * LineWrap#WIDTH} columns, except where a name alone is longer; there are at most {@value
 * #MOST_LINES} of them.
 */
public final class Finding {
  private static final int LABEL_WIDTH = 10;

  /** The star and the blank, or the two blanks, before a segment. */
  private static final int MARK_WIDTH = 2;

  private static final int NOTE_INDENT = 6;
  private static final int MOST_LINES = 30;
  private static final int MOST_SEGMENTS = 6;

  private final String kind;
  private final String subject;
  private final String expectation;
  private final Trace trace;
  private final Optional<String> unreliable;
  private final Optional<String> door;
  private final List<String> lines = new ArrayList<>();
  private final List<Offenders> offenders = new ArrayList<>();
  private final List<String> facts = new ArrayList<>();
  private String statement = "";
  private String rule = "";
  private long frame;
  private Difference difference;

  private Finding(
      String kind,
      String subject,
      String expectation,
      Trace trace,
      Optional<String> unreliable,
      Optional<String> door) {
    this.unreliable = unreliable;
    this.door = door;
    this.kind = kind;
    this.subject = subject;
    this.expectation = expectation;
    this.trace = trace;
  }

  public static Finding expecting(Connection connection, String expectation) {
    String subject = connection + " (" + extent(connection, connection.segmentCount()) + ")";
    return new Finding(
        "connection",
        subject,
        expectation,
        connection.trace(),
        Doubt.ofReading(connection),
        Doubt.behindDoor(connection));
  }

  /**
   * What a rule of one direction expects.
   *
   * @param judged whose doing it judges
   */
  public static Finding expecting(Flow flow, Judged judged, String expectation) {
    String extent = extent(flow.owner(), flow.segments());
    String subject = Wording.side(flow.sender()) + " " + flow + " (" + extent + ")";
    Connection connection = flow.connection();
    return new Finding(
        "flow",
        subject,
        expectation,
        connection.trace(),
        Doubt.ofReading(connection).or(() -> GuessedRoles.doubt(connection)),
        Doubt.behindDoor(flow, judged));
  }

  public static Finding expecting(Trace trace, String expectation) {
    String subject =
        "%s (%s, %s%s)"
            .formatted(
                trace.source(),
                Wording.count(trace.packets(), "packet"),
                Wording.count(trace.connections().size(), "connection"),
                dropped(trace));
    return new Finding(
        "trace", subject, expectation, trace, Doubt.ofReading(trace), Optional.empty());
  }

  private static String extent(Connection connection, long segments) {
    RoleEvidence evidence = connection.roleEvidence();
    String guess = EnumWords.of(evidence);
    return Wording.count(segments, "segment")
        + dropped(connection.trace())
        + (connection.whole() == connection
            ? ""
            : ", at its " + Wording.side(connection.vantagePoint()))
        + (evidence.isProof() ? "" : ", roles guessed by " + guess)
        + connection.door().map(end -> ", " + Wording.side(end) + " behind a door").orElse("");
  }

  private static String dropped(Trace trace) {
    return trace.completeness().droppedFrames().isPresent()
        ? ", " + trace.completeness().droppedFrames().getAsLong() + " dropped by capture"
        : "";
  }

  /** What was found instead: follows "but". */
  public Finding but(String found) {
    statement = found;
    return this;
  }

  public Finding segment(Connection connection, Segment segment, String note) {
    lines.add(noted(SegmentNotation.line(connection, segment), note));
    return this;
  }

  /**
   * The segments that break the rule, marked, with two lines of context before and behind each; the
   * first of them is where to look.
   */
  public Finding offenders(Connection connection, List<Segment> segments) {
    return offenders(connection, segments, segment -> "");
  }

  /** Shows the offenders with a note behind each; an empty note is left out. */
  public Finding offenders(
      Connection connection, List<Segment> segments, Function<Segment, String> note) {
    return offenders(connection, segments, note, false);
  }

  /** Shows the offenders where time is the point: each line tells the time since the one before. */
  public Finding timedOffenders(
      Connection connection, List<Segment> segments, Function<Segment, String> note) {
    return offenders(connection, segments, note, true);
  }

  private Finding offenders(
      Connection connection,
      List<Segment> segments,
      Function<Segment, String> note,
      boolean timed) {
    offenders.addAll(Offenders.of(connection, segments, note, timed));
    segments.stream().limit(1).forEach(this::at);
    return this;
  }

  /** Shows the first {@value #MOST_SEGMENTS} of the segments; the last shown is where to look. */
  public Finding show(Connection connection, List<Segment> segments) {
    return show(connection, segments, segment -> "");
  }

  /** Shows the first segments with a note behind each; an empty note is left out. */
  public Finding show(
      Connection connection, List<Segment> segments, Function<Segment, String> note) {
    List<Segment> shown = segments.subList(0, Math.min(MOST_SEGMENTS, segments.size()));
    shown.forEach(segment -> segment(connection, segment, note.apply(segment)).at(segment));
    return more(segments.size() - shown.size());
  }

  /** Says how many segments are left out of the list. */
  public Finding more(long number) {
    return number > 0 ? line("... and " + number + " more") : this;
  }

  /** Says how many of something are left out, where the lines above list something else. */
  public Finding more(long number, String noun) {
    return number > 0 ? line("... and " + Wording.count(number, "more " + noun)) : this;
  }

  public Finding line(String line) {
    lines.add(line);
    return this;
  }

  public Finding fact(String label, String text) {
    facts.add(labelled(label, text));
    return this;
  }

  /** Names the cause, and how far the packets prove it. */
  public Finding cause(String text, Certainty certainty) {
    return fact("cause", text + " (" + certainty.words() + ")");
  }

  /** Says what to look for in a program, where these packets are known to come from one. */
  public Finding lookFor(Remedy remedy) {
    return fact("look for", remedy.words());
  }

  /** A fact that is one unwrapped line, to be copied in one piece. */
  public Finding unwrapped(String label, String line) {
    facts.add(pad(label + ":") + line);
    return this;
  }

  /** A fact that is one unwrapped line, with a caret under one of its columns. */
  public Finding fact(String label, String line, String caret) {
    facts.add(labelled(label, line) + "\n" + " ".repeat(LABEL_WIDTH) + caret);
    return this;
  }

  public Finding rule(String source, String words) {
    rule = labelled("rule", source + ": " + words);
    return this;
  }

  /** Where in the capture to look. */
  public Finding at(Segment segment) {
    frame = segment.frame();
    return this;
  }

  /** The two values whose difference is the failure, for tools that show them side by side. */
  public Finding compare(Object expected, Object actual) {
    difference = new Difference(expected, actual);
    return this;
  }

  public Optional<Difference> difference() {
    return Optional.ofNullable(difference);
  }

  /** The subject in one line, for reports. */
  public String subject() {
    return subject;
  }

  public Trace trace() {
    return trace;
  }

  /** Why nothing is proof that comes from following the subject from segment to segment. */
  Optional<String> unreliable() {
    return unreliable;
  }

  /** Why the rule cannot be judged of the subject: what it asks for happened behind a door. */
  Optional<String> behindDoor() {
    return door;
  }

  /** The same of what was on the wire inside, whoever sent it: no door hides that. */
  public Finding onTheWire() {
    Finding plain = new Finding(kind, subject, expectation, trace, unreliable, Optional.empty());
    plain.rule = rule;
    return plain;
  }

  /** The same without what was found, where that rests on what is not known. */
  Finding withoutFound() {
    Finding plain = new Finding(kind, subject, expectation, trace, unreliable, door);
    plain.rule = rule;
    return plain;
  }

  /** The same of what each segment tells by itself, whatever the others are. */
  public Finding inAnyOrder() {
    Finding plain = new Finding(kind, subject, expectation, trace, Optional.empty(), door);
    plain.rule = rule;
    return plain;
  }

  /** The same where a reason of the rule's own may leave every verdict open. */
  Finding doubted(Optional<String> reason) {
    Finding plain =
        new Finding(kind, subject, expectation, trace, unreliable.or(() -> reason), door);
    plain.rule = rule;
    return plain;
  }

  /** What was found, in one line. */
  public String statement() {
    return statement;
  }

  /** The message of a violation. */
  public String text() {
    return render(LineWrap.of("but ", 4, statement + colon()));
  }

  /** The message where the capture cannot tell, for the given reason. */
  public String text(String doubt) {
    String but = LineWrap.of("but it cannot be told: ", 4, doubt);
    return render(
        statement.isEmpty()
            ? but + colon()
            : but + "\n" + LineWrap.of("seen so far: ", 4, statement + colon()));
  }

  private String colon() {
    return lines.isEmpty() && offenders.isEmpty() ? "" : ":";
  }

  private String render(String found) {
    List<String> head = new ArrayList<>();
    head.add("Expecting " + kind);
    head.add("  " + subject);
    head.add(LineWrap.of("to ", 4, expectation));
    head.add(found);
    lines.forEach(line -> head.add("  " + line));
    List<String> tail = new ArrayList<>(facts);
    trace
        .continuation()
        .cutShort()
        .ifPresent(cut -> tail.add(labelled("waited", cut.replaceFirst("^waited ", ""))));
    if (!rule.isEmpty()) {
      tail.add(rule);
    }
    tail.add(
        labelled("capture", Printable.of(trace.source()) + (frame > 0 ? ", frame " + frame : "")));
    int room = MOST_LINES - height(head) - height(tail);
    for (Offenders some : offenders) {
      List<String> shown = some.lines(Math.max(1, room));
      head.addAll(shown);
      room -= shown.size();
    }
    head.addAll(tail);
    return String.join("\n", head);
  }

  /** What was captured before a segment, at the place that captured the segment. */
  public static List<Segment> before(Connection connection, Segment segment) {
    return Offenders.places(connection).stream()
        .map(Connection::segments)
        .filter(all -> segment.index() < all.size() && all.get(segment.index()).equals(segment))
        .findFirst()
        .map(all -> all.subList(0, segment.index()))
        .orElse(List.of());
  }

  /**
   * A segment's line with its note: behind the line, or beneath where both are too long for one.
   */
  static String noted(String line, String note) {
    String whole = note.isEmpty() ? line : line + "  <- " + note;
    return MARK_WIDTH + whole.length() <= LineWrap.WIDTH
        ? whole
        : line + "\n" + LineWrap.of(" ".repeat(NOTE_INDENT) + "<- ", NOTE_INDENT + 3, note);
  }

  private static int height(List<String> texts) {
    return texts.stream().mapToInt(text -> (int) text.lines().count()).sum();
  }

  private static String labelled(String label, String text) {
    return LineWrap.of(pad(label + ":"), LABEL_WIDTH, text);
  }

  private static String pad(String label) {
    return label.length() < LABEL_WIDTH
        ? label + " ".repeat(LABEL_WIDTH - label.length())
        : label + " ";
  }
}
