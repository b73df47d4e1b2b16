package dev.tcpunit.pattern;

import dev.tcpunit.trace.Connection;
import java.util.Objects;

/**
 * What a connection should look like, segment by segment, in the notation in which messages and
 * reports show it:
 *
 * <pre>{@code
 * SegmentPattern.of("""
 *     > S  < S.  > .           // the handshake
 *     ( > data | < . )*        // an upload, and ACKs in between
 *     > F.  < F.  > .""");
 * }</pre>
 *
 * <p>A pattern describes the <b>whole</b> connection, both directions in the order of capture;
 * write {@code ...} where anything may come.
 *
 * <table>
 * <caption>Grammar</caption>
 * <tr><td>{@code > words}</td><td>a segment of the client for which each word holds</td></tr>
 * <tr><td>{@code < words}</td><td>a segment of the server</td></tr>
 * <tr><td>{@code <> words}</td><td>a segment of either</td></tr>
 * <tr><td>{@code ...}</td><td>any number of any segments</td></tr>
 * <tr><td>{@code a b}</td><td>first a, then b</td></tr>
 * <tr><td>{@code a | b}</td><td>a or b; sequences bind closer</td></tr>
 * <tr><td>{@code ( a )}</td><td>a group</td></tr>
 * <tr><td>{@code a? a* a+}</td><td>a or nothing; any number of a; at least one</td></tr>
 * <tr><td>{@code a{3} a{3,} a{3,5}}</td><td>so many a</td></tr>
 * <tr><td>{@code // remark}</td><td>to the end of the line</td></tr>
 * </table>
 *
 * <table>
 * <caption>Words</caption>
 * <tr><td>{@code S S. . P. F. FP. R R.}</td><td>SYN, FIN, RST and ACK (the dot) as tcpdump writes
 * them, exactly these; PSH, URG and the ECN bits count only where written. A dot alone is an ACK
 * without payload.</td></tr>
 * <tr><td>{@code [P.]}</td><td>in brackets: these flags and no other</td></tr>
 * <tr><td>{@code data}</td><td>carries payload, whatever the flags</td></tr>
 * <tr><td>{@code data{1460} data{1,1460}}</td><td>so many bytes; braces behind {@code data} are
 * its size, a count comes after: {@code data{1460}{3}}</td></tr>
 * <tr><td>{@code 1:1461 ack 1 win 0 len 1460}</td><td>relative sequence numbers from and to,
 * acknowledgement number, window field, payload bytes</td></tr>
 * <tr><td>{@code within 40ms}, {@code after 200ms}</td><td>at most, at least so long after the
 * segment before it, whoever sent that; {@code ns us ms s}</td></tr>
 * <tr><td>{@code any}</td><td>nothing else is asked</td></tr>
 * <tr><td>{@code retransmission}, {@code dup-ack} ...</td><td>what the segment is: each {@link
 * dev.tcpunit.trace.SegmentKind} but {@code ACK}, {@link dev.tcpunit.trace.SegmentFinding} and
 * {@link dev.tcpunit.trace.RetransmissionCause} in lower case with hyphens ({@code
 * fast-retransmission}), {@code bad-checksum}, and for short {@code dup-ack}, {@code dsack},
 * {@code probe}</td></tr>
 * <tr><td>{@code !word}</td><td>the word does not hold</td></tr>
 * </table>
 *
 * <p>Matching takes time in proportion to the segments, whatever the pattern: it never goes back.
 * Immutable and safe for use by several threads.
 */
public final class SegmentPattern {
  private final String text;
  private final PatternProgram program;

  private SegmentPattern(String text) {
    this.text = text;
    program = PatternProgram.compile(text);
  }

  /**
   * Reads a pattern.
   *
   * @param text in the grammar above; line breaks are blanks
   * @return the pattern
   * @throws SegmentPatternException if it is none, pointing at the column
   */
  public static SegmentPattern of(String text) {
    return new SegmentPattern(Objects.requireNonNull(text, "text"));
  }

  /**
   * Holds a connection's segments against this pattern.
   *
   * @param connection its segments must have been kept
   * @return how far it follows
   * @throws IllegalArgumentException if the connection keeps no segments
   */
  public PatternMatch match(Connection connection) {
    if (!connection.keepsSegments()) {
      throw new IllegalArgumentException("the segments of " + connection + " were not kept");
    }
    return new PatternMatcher(program, connection.segments()).match();
  }

  /**
   * Whether anything may come before what the pattern names first: whether it begins with {@code
   * ...}.
   *
   * @return false if the connection's first segment must be the one that it names first
   */
  public boolean beginsAnywhere() {
    return PatternStates.from(program, 0).anyMatch(s -> program.condition(s).isAnything());
  }

  /**
   * Whether it asks how a segment was classified, such as {@code retransmission}: where the packets
   * do not tell, neither can a match.
   *
   * @return false if only headers and times count
   */
  public boolean asksKind() {
    return program.asksKind();
  }

  /** The text that was read. */
  @Override
  public String toString() {
    return text;
  }
}
