package dev.tcpunit.internal.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.analysis.Traces;
import dev.tcpunit.trace.Connection;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LadderTest {
  private static final String CLIENT = "10.0.0.1.40000 > 10.0.0.2.80";
  private static final String SERVER = "10.0.0.2.80 > 10.0.0.1.40000";

  private final StringBuilder text = new StringBuilder();
  private double seconds;

  private LadderTest line(String direction, String segment) {
    text.append(String.format(Locale.ROOT, "%.6f IP %s: Flags %s%n", seconds, direction, segment));
    seconds += 0.001;
    return this;
  }

  private LadderTest opening(long isn) {
    line(CLIENT, "[S], seq " + isn + ", win 64240, length 0");
    line(SERVER, "[S.], seq 5000, ack " + (isn + 1) + ", win 65000, length 0");
    return line(CLIENT, "[.], ack 1, win 502, length 0");
  }

  /** Rounds of a data segment and its ACK, the first segment with the given relative number. */
  private LadderTest rounds(int count, long first) {
    for (int i = 0; i < count; i++) {
      long seq = first + 1000L * i;
      line(CLIENT, "[.], seq " + seq + ":" + (seq + 1000) + ", ack 1, win 502, length 1000");
      line(SERVER, "[.], ack " + (seq + 1000) + ", win 65000, length 0");
    }
    return this;
  }

  private Connection connection() {
    return Traces.parseTcpdump(text.toString()).connections().get(0);
  }

  private List<String> ladder(boolean colour) {
    StringWriter out = new StringWriter();
    Connection connection = connection();
    TextLadder.write(connection, Rungs.of(connection, Set.of()), colour, new PrintWriter(out));
    return out.toString().lines().toList();
  }

  @Test
  void should_fold_a_run_of_which_there_is_nothing_to_say() {
    opening(100).rounds(20, 1);
    assertThat(ladder(false).subList(4, 6))
        .containsExactly(
            "    0.002000 #3      |-- [.] ack 1 ------------------------------------>|",
            " ".repeat(21) + "|... 20 client data segments, all acknowledged ... |");
  }

  @Test
  void should_say_of_a_run_what_is_not_acknowledged_in_it() {
    opening(100);
    for (int i = 0; i < 5; i++) {
      long seq = 1 + 1000L * i;
      line(CLIENT, "[.], seq " + seq + ":" + (seq + 1000) + ", ack 1, win 502, length 1000");
    }
    assertThat(ladder(false)).anyMatch(l -> l.contains("... 5 client data segments ..."));
  }

  @Test
  void should_show_a_frame_that_is_asked_for_and_its_neighbours() {
    opening(100).rounds(20, 1);
    assertThat(Rungs.of(connection(), Set.of(20L)))
        .filteredOn(rung -> !rung.isRun())
        .extracting(rung -> rung.first().frame())
        .contains(19L, 20L, 21L)
        .doesNotContain(18L, 22L);
  }

  @Test
  void should_keep_every_segment_in_one_rung_where_it_is_cut() {
    opening(100);
    for (int i = 0; i < 40; i++) {
      again();
    }
    Connection connection = connection();
    List<Rung> rungs = Rungs.around(connection, Set.of(30L), Set.of(), 20);
    assertThat(rungs.stream().filter(rung -> !rung.isRun()).count()).isEqualTo(20);
    assertThat(rungs.stream().flatMap(rung -> rung.segments().stream()))
        .containsExactlyElementsOf(connection.segments());
    assertThat(rungs).anyMatch(rung -> !rung.isRun() && rung.first().frame() == 30);
    assertThat(rungs).anyMatch(rung -> rung.isRun() && rung.words().contains(", each: sent again"));
  }

  @Test
  void should_fold_what_says_the_same_over_and_over_and_say_it_once() {
    opening(100).rounds(1, 1);
    for (int i = 0; i < 20; i++) {
      line(SERVER, "[.], ack 1001, win 0, length 0");
    }
    assertThat(Rungs.of(connection(), Set.of()))
        .filteredOn(Rung::isRun)
        .singleElement()
        .extracting(Rung::words)
        .isEqualTo("17 segments without data, each: window closed");
  }

  @Test
  void should_show_what_differs_from_the_segment_before_and_what_is_named() {
    opening(100).rounds(1, 1);
    for (int i = 0; i < 20; i++) {
      line(SERVER, "[.], ack 1001, win " + (i == 9 ? 5 : 0) + ", length 0");
    }
    assertThat(Rungs.of(connection(), Set.of(21L)))
        .filteredOn(rung -> !rung.isRun())
        .extracting(rung -> rung.first().frame())
        .contains(15L, 16L, 21L);
  }

  @Test
  void should_show_each_segment_that_was_sent_again() {
    opening(100);
    for (int i = 0; i < 10; i++) {
      again();
    }
    assertThat(Rungs.of(connection(), Set.of())).noneMatch(Rung::isRun);
  }

  @Test
  void should_say_of_how_many_there_is_something_to_say_where_it_is_not_the_same() {
    opening(100);
    line(CLIENT, "[.], seq 1:1001, ack 1, win 502, length 1000");
    line(CLIENT, "[.], seq 1:1001, ack 1, win 502, length 1000");
    line(SERVER, "[.], ack 1001, win 0, length 0");
    assertThat(new Rung(connection().segments(), Optional.empty(), List.of()).words())
        .endsWith(", 2 with findings");
  }

  @Test
  void should_say_for_how_long_nothing_happened() {
    opening(100).rounds(1, 1);
    seconds += 0.5;
    rounds(1, 1001);
    assertThat(ladder(false)).anyMatch(l -> l.contains("(nothing for 501 ms)"));
  }

  @Test
  void should_fit_a_hundred_columns_whatever_the_numbers() {
    opening(4_000_000_000L).rounds(2, 1);
    line(CLIENT, "[P.], seq 2000000001:2000065001, ack 1, win 502, length 65000");
    line(CLIENT, "[P.], seq 2000000001:2000065001, ack 1, win 502, length 65000");
    line(SERVER, "[.], ack 2001, win 0, options [sack 1 {2000000001:2000065001}], length 0");
    line(SERVER, "[.], ack 2001, win 0, options [sack 1 {2000000001:2000065001}], length 0");
    assertThat(ladder(false)).allMatch(l -> l.length() <= 100);
  }

  @Test
  void should_use_colours_only_where_asked_to() {
    opening(100).rounds(1, 1).again();
    assertThat(ladder(false)).noneMatch(l -> l.contains("\u001b"));
    assertThat(ladder(true))
        .filteredOn(l -> l.contains("\u001b[31m"))
        .extracting(l -> l.replaceAll("\u001b\\[\\d+m", "").substring(73).strip())
        .containsExactly("sent again:", "retransmission timer,", "without need");
    assertThat(ladder(true).stream().map(l -> l.replaceAll("\u001b\\[\\d+m", "")))
        .containsExactlyElementsOf(ladder(false));
  }

  /** The first data, long enough after what came before for a timer to have run out. */
  private void again() {
    seconds += 0.02;
    line(CLIENT, "[.], seq 1:1001, ack 1, win 502, length 1000");
  }
}
