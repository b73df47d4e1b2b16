package dev.tcpunit.internal.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
  @TempDir Path folder;

  @Test
  void should_show_the_old_text_until_the_new_one_is_whole() throws Exception {
    Path file = folder.resolve("new/file.json");
    WholeFile.write(file, "old");
    WholeFile.writePrivate(
        file,
        out -> {
          out.write("n".repeat(100_000));
          out.flush();
          assertThat(file).hasContent("old");
        });
    assertThat(file).hasContent("n".repeat(100_000));
  }

  @Test
  void should_leave_the_old_text_and_nothing_else_where_writing_fails() throws Exception {
    Path file = folder.resolve("file.json");
    WholeFile.write(file, "old");
    assertThatIOException()
        .isThrownBy(
            () ->
                WholeFile.writePrivate(
                    file,
                    out -> {
                      out.write("half of it");
                      out.flush();
                      throw new IOException("disk full");
                    }))
        .withMessage("disk full");
    assertThat(file).hasContent("old");
    assertThat(folder.toFile().list()).containsExactly("file.json");
  }
}
