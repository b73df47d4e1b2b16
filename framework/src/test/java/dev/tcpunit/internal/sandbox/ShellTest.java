package dev.tcpunit.internal.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShellTest {
  @Test
  void should_split_at_white_space_that_is_not_quoted() {
    assertThat(Shell.words("  run 'one word'  \"and another\" a'b c'd '' \t-x "))
        .containsExactly("run", "one word", "and another", "ab cd", "", "-x");
  }

  @Test
  void should_find_no_word_in_a_blank_line() {
    assertThat(Shell.words(" \t ")).isEmpty();
  }

  @Test
  void should_join_words_so_that_a_shell_splits_them_again() throws Exception {
    List<String> words = List.of("printf", "<%s>", "it's", "a b", "$HOME", "\"", "", "x\ny");

    Process shell = new ProcessBuilder("sh", "-c", Shell.quoted(words)).start();

    assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo("<it's><a b><$HOME><\"><><x\ny>");
  }
}
