package dev.tcpunit.internal.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesBelowTest {
  private static final int LOOKS = 2_000;

  @TempDir Path folder;

  @Test
  void should_find_files_by_ending_and_depth_in_the_order_of_their_names() throws Exception {
    Path top = file("b.html");
    Path below = file("a/c.html");
    Path deep = file("a/a/d.html");
    file("a/c.html.part");
    Files.createDirectories(folder.resolve("folder.html"));

    assertThat(FilesBelow.in(folder, 1, ".html")).containsExactly(top);
    assertThat(FilesBelow.in(folder, 2, ".html")).containsExactly(below, top);
    assertThat(FilesBelow.in(folder, 3, ".html")).containsExactly(deep, below, top);
    assertThat(FilesBelow.in(folder.resolve("none"), 1, ".html")).isEmpty();
    assertThat(FilesBelow.in(top, 1, ".html")).isEmpty();
  }

  @Test
  void should_find_what_stays_however_much_comes_and_goes_beside_it() throws Exception {
    List<Path> staying = List.of(file("a/1.html"), file("b/2.html"), file("c/3.html"));
    AtomicBoolean done = new AtomicBoolean();
    ExecutorService other = Executors.newSingleThreadExecutor();
    Future<?> comingAndGoing = other.submit(() -> comeAndGo(done));
    try {
      for (int i = 0; i < LOOKS; i++) {
        assertThat(FilesBelow.in(folder, 2, ".html")).isEqualTo(staying);
      }
    } finally {
      done.set(true);
      comingAndGoing.get();
      other.shutdown();
    }
  }

  private Object comeAndGo(AtomicBoolean done) throws IOException {
    while (!done.get()) {
      Path whole = folder.resolve("z");
      for (int i = 0; i < 10; i++) {
        WholeFile.write(whole.resolve(i + ".txt"), "text");
        WholeFile.write(folder.resolve("b/" + i + ".txt"), "text");
      }
      for (int i = 0; i < 10; i++) {
        Files.delete(whole.resolve(i + ".txt"));
        Files.delete(folder.resolve("b/" + i + ".txt"));
      }
      Files.delete(whole);
    }
    return null;
  }

  private Path file(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, name);
  }
}
