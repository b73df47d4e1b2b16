package dev.tcpunit.internal.sandbox;

import static org.assertj.core.api.BDDAssertions.then;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessorsTest {
  @Test
  void should_read_the_list_of_the_kernel() {
    then(Processors.parse("0")).containsExactly(0);
    then(Processors.parse("0-3,8,10-11")).containsExactly(0, 1, 2, 3, 8, 10, 11);
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "5, 20", "31, 80000000", "32, '1,00000000'", "67, '8,00000000,00000000'"})
  void should_write_the_mask_of_one_processor(int processor, String mask) {
    then(Processors.mask(processor)).isEqualTo(mask);
  }
}
