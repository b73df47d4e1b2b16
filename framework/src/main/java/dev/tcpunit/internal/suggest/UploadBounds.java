package dev.tcpunit.internal.suggest;

import dev.tcpunit.internal.rule.Side;
import dev.tcpunit.rule.TcpRule;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Teardown;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.regex.Pattern;

/**
 * How much each connection uploads, within what differs without a change in behaviour. The head of
 * a request grows and shrinks by a few bytes with each version of a library, for its name is in it.
 */
final class UploadBounds {
  private static final long HEAD = 16;
  private static final long PART = 50;
  private static final Pattern THOUSANDS = Pattern.compile("(\\d)(?=(\\d{3})+$)");

  private UploadBounds() {}

  /**
   * The bounds of these connections; none where nothing was sent, where they differ by more than
   * that, or where one did not end by FIN: how much was sent until an abort is chance.
   */
  static List<Candidate> of(List<Connection> connections) {
    boolean clean =
        connections.stream().allMatch(c -> c.teardown().state() == Teardown.State.CLEAN);
    LongSummaryStatistics bytes =
        connections.stream().mapToLong(c -> Side.UPLOAD.of(c).endOffset()).summaryStatistics();
    long slack = Math.max(HEAD, bytes.getMax() / PART);
    if (!clean || bytes.getMin() == 0 || bytes.getMax() - bytes.getMin() > slack) {
      return List.of();
    }
    long step = Long.highestOneBit(slack) < 10 ? 1 : powerOfTenIn(slack);
    long least = Math.max(1, (bytes.getMin() - slack) / step * step);
    long most = (bytes.getMax() + slack + step - 1) / step * step;
    return List.of(bound("hasByteCountAtLeast", least), bound("hasByteCountAtMost", most));
  }

  private static Candidate bound(String name, long bytes) {
    String number = THOUSANDS.matcher(Long.toString(bytes)).replaceAll("$1_");
    String literal = bytes > Integer.MAX_VALUE ? number + "L" : number;
    return new Candidate(
        "upload(upload -> upload.%s(%s))".formatted(name, literal),
        TcpRule.of("upload(%s(%s))".formatted(name, number)));
  }

  private static long powerOfTenIn(long number) {
    long power = 1;
    while (power * 10 <= number) {
      power *= 10;
    }
    return power;
  }
}
