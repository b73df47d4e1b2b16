package dev.tcpunit.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The values are those of R's {@code fisher.test}, or counted by hand. */
class FisherExactTest {
  @ParameterizedTest
  @CsvSource({
    // A lady tasting tea: 3 of 4 cups right.
    "3, 4, 1, 4, 0.4857142857",
    "4, 4, 0, 4, 0.0285714286",
    // 1 / C(20, 10), twice.
    "0, 10, 10, 10, 0.0000108251",
    "0, 10, 7, 10, 0.0030959752",
    "0, 10, 6, 10, 0.0108359133",
    "1, 10, 11, 14, 0.0027594561",
    "5, 10, 5, 10, 1",
    "0, 10, 0, 10, 1",
    "10, 10, 1, 1, 1"
  })
  void should_be_as_in_the_literature(int one, int runs, int other, int otherRuns, double chance) {
    assertThat(FisherExact.chance(one, runs, other, otherRuns)).isCloseTo(chance, within(1e-9));
    assertThat(FisherExact.chance(other, otherRuns, one, runs)).isCloseTo(chance, within(1e-9));
  }

  @Test
  void should_err_no_more_often_than_it_says_whatever_the_rate() {
    for (int percent = 0; percent <= 100; percent++) {
      assertThat(partBelow(0.01, 10, percent / 100.0)).isLessThanOrEqualTo(0.01);
    }
  }

  /** How often two samples of a population are told apart: all of them, each with its chance. */
  private static double partBelow(double limit, int runs, double rate) {
    double sum = 0;
    for (int one = 0; one <= runs; one++) {
      for (int other = 0; other <= runs; other++) {
        if (FisherExact.chance(one, runs, other, runs) < limit) {
          sum += binomial(runs, one, rate) * binomial(runs, other, rate);
        }
      }
    }
    return sum;
  }

  private static double binomial(int n, int k, double rate) {
    double choose = 1;
    for (int i = 1; i <= k; i++) {
      choose = choose * (n - k + i) / i;
    }
    return choose * Math.pow(rate, k) * Math.pow(1 - rate, n - k);
  }
}
