package dev.tcpunit.trace;

import dev.tcpunit.net.TcpFlags;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * The history of a connection in the letters of Zeek's {@code conn.log}, such as {@code ShADadFf}:
 * what each side sent for the first time, in order. Upper case is the client, lower case the
 * server.
 *
 * <p>{@code s} a SYN, {@code h} a SYN-ACK, {@code a} an ACK alone, {@code d} data, {@code f} a FIN,
 * {@code r} a RST, {@code i} RST with SYN or FIN, {@code q} SYN with FIN. Noted again the 10th, the
 * 100th time and so on: {@code t} data sent again, {@code w} a window of zero. A FIN or SYN that
 * carries data is noted as such alone. Bad checksums and gaps are not noted: other assertions are
 * about them.
 *
 * @param letters such as {@code ShADadFf}
 */
public record ConnectionHistory(String letters) {

  /**
   * Takes the letters as they are.
   *
   * @throws NullPointerException if there are none
   */
  public ConnectionHistory {
    Objects.requireNonNull(letters, "letters");
  }

  /**
   * The history of a connection as far as it was captured.
   *
   * @param connection the connection, with its segments
   * @return its letters; none where no segments were kept
   */
  public static ConnectionHistory of(Connection connection) {
    Writer writer = new Writer();
    connection.segments().forEach(writer::note);
    return new ConnectionHistory(writer.letters.toString());
  }

  /** The letters. */
  @Override
  public String toString() {
    return letters;
  }

  /** Notes each letter of a side once, the repeated ones at 1, 10, 100 times. */
  private static final class Writer {
    private final StringBuilder letters = new StringBuilder();
    private final Map<Role, int[]> times = new EnumMap<>(Role.class);

    Writer() {
      times.put(Role.CLIENT, new int['z' + 1]);
      times.put(Role.SERVER, new int['z' + 1]);
    }

    void note(Segment segment) {
      note(letter(segment), segment.from(), false);
      if (segment.has(SegmentFinding.ZERO_WINDOW) && !segment.has(TcpFlags.RST)) {
        note('w', segment.from(), true);
      }
      if (segment.kind() == SegmentKind.RETRANSMISSION && segment.length() > 0) {
        note('t', segment.from(), true);
      }
    }

    private static char letter(Segment segment) {
      boolean syn = segment.has(TcpFlags.SYN);
      boolean fin = segment.has(TcpFlags.FIN);
      boolean rst = segment.has(TcpFlags.RST);
      if (rst && (syn || fin)) {
        return 'i';
      }
      if (syn && fin) {
        return 'q';
      }
      if (syn) {
        return segment.has(TcpFlags.ACK) ? 'h' : 's';
      }
      if (fin || rst) {
        return fin ? 'f' : 'r';
      }
      return segment.length() > 0 ? 'd' : 'a';
    }

    private void note(char letter, Role from, boolean repeated) {
      int seen = ++times.get(from)[letter];
      if (seen == 1 || repeated && isPowerOfTen(seen)) {
        letters.append(from == Role.CLIENT ? Character.toUpperCase(letter) : letter);
      }
    }

    private static boolean isPowerOfTen(int number) {
      int rest = number;
      while (rest % 10 == 0) {
        rest /= 10;
      }
      return rest == 1;
    }
  }
}
