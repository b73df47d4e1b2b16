package dev.tcpunit.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.tcpunit.baseline.RateComparison.Rate;
import org.junit.jupiter.api.Test;

class RateComparisonTest {
  private static Fingerprint of(int runs, String... facts) {
    return Fingerprint.parse(
        FingerprintWriter.HEAD
            + "\nruns : "
            + runs
            + "\nconnections = 1\n\nconnection 1 to server 1\n  close = clean\n  "
            + String.join("\n  ", facts)
            + "\n");
  }

  @Test
  void should_tell_a_rate_that_has_changed_and_none_that_has_not() {
    Fingerprint recorded = of(10, "first to close % client 7 | server 3", "Nagle stalls % none 10");
    Fingerprint seen =
        of(10, "first to close % client 9 | server 1", "Nagle stalls % none 1 | some 9");

    assertThat(RateComparison.of(recorded, seen).rates())
        .extracting(Rate::toString, Rate::differs)
        .containsExactly(
            tuple(
                "connection 1, first to close: client 7 | server 3 -> client 9 | server 1", false),
            tuple("connection 1, Nagle stalls: none 10 -> none 1 | some 9", true));
  }

  @Test
  void should_find_no_change_where_no_value_ever_varied() {
    Fingerprint steady = of(10, "first to close % client 10", "Nagle stalls % none 10");
    RateComparison comparison = RateComparison.of(steady, steady);

    assertThat(comparison.rates()).hasSize(2).noneMatch(Rate::differs);
    assertThat(comparison.leastTold()).hasValue(7);
    assertThat(RateComparison.of(of(10, "close = clean"), of(10, "close = clean")).leastTold())
        .isEmpty();
  }

  @Test
  void should_not_tell_by_few_runs() {
    Fingerprint recorded = of(3, "Nagle stalls % none 3");
    RateComparison comparison = RateComparison.of(recorded, of(3, "Nagle stalls % some 3"));

    // 1 / C(6, 3), twice.
    assertThat(comparison.rates())
        .singleElement()
        .satisfies(rate -> assertThat(rate.chance()).isCloseTo(0.1, within(1e-9)))
        .satisfies(rate -> assertThat(rate.differs()).isFalse());
    assertThat(comparison.leastTold()).isEmpty();
  }

  @Test
  void should_ask_for_more_of_each_the_more_values_are_compared() {
    Fingerprint one = of(10, "Nagle stalls % none 10");
    Fingerprint other = of(10, "Nagle stalls % none 3 | some 7");
    String limits = "client limited by % application 4 | congestion window 3 | receive window 3";
    Fingerprint oneOfMore = of(10, "Nagle stalls % none 10", limits);
    Fingerprint otherOfMore = of(10, "Nagle stalls % none 3 | some 7", limits);

    assertThat(RateComparison.of(one, other).leastTold()).hasValue(7);
    assertThat(RateComparison.of(one, other).rates().get(0).differs()).isTrue();
    assertThat(RateComparison.of(oneOfMore, otherOfMore).leastTold()).hasValue(8);
    assertThat(RateComparison.of(oneOfMore, otherOfMore).rates()).noneMatch(Rate::differs);
  }

  @Test
  void should_count_the_runs_that_show_no_value() {
    Fingerprint recorded = of(10, "first to close % client 10");
    Fingerprint seen = of(10, "first to close % client 2");

    assertThat(RateComparison.of(recorded, seen).rates()).allMatch(Rate::differs);
  }

  /** On a busy machine the packets prove more seldom what limited a sender. */
  @Test
  void should_leave_out_runs_of_which_the_packets_prove_nothing() {
    Fingerprint recorded = of(10, "client limited by % application 7 | unknown 3");
    Fingerprint busy = of(10, "client limited by % unknown 10");
    Fingerprint slower = of(10, "client limited by % receive window 7 | unknown 3");

    assertThat(RateComparison.of(recorded, busy).rates())
        .extracting(Rate::toString, Rate::chance)
        .containsExactly(
            tuple("connection 1, client limited by: application 7 | unknown 3 -> unknown 10", 1.0));
    // 1 / C(14, 7), twice.
    assertThat(RateComparison.of(recorded, slower).rates())
        .singleElement()
        .satisfies(rate -> assertThat(rate.chance()).isCloseTo(2.0 / 3432, within(1e-9)))
        .satisfies(rate -> assertThat(rate.differs()).isTrue());
  }

  @Test
  void should_compare_no_fact_of_another_kind() {
    assertThat(RateComparison.of(of(10, "exchanges = 1"), of(10, "exchanges = 2")).rates())
        .isEmpty();
    assertThat(RateComparison.of(of(10, "reset by % client 10"), of(10, "reset by = none")).rates())
        .isEmpty();
  }
}
