package dev.tcpunit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final AtomicLong now = new AtomicLong();
  private final StringWriter shown = new StringWriter();

  @Test
  void should_show_progress_after_a_second_and_wipe_it_out_at_the_end() throws IOException {
    byte[] block = new byte[1_500_000];
    try (Progress progress = over(new ByteArrayInputStream(new byte[3_000_000]))) {
      assertThat(progress.read(block, 0, block.length)).isEqualTo(block.length);
      assertThat(shown.toString()).isEmpty();
      now.addAndGet(2_000_000_000L);
      progress.read(block, 0, block.length);
      assertThat(shown.toString()).isEqualTo("\ra.pcap: 3 of 3 MB");
      progress.read(block, 0, block.length);
      assertThat(shown.toString()).isEqualTo("\ra.pcap: 3 of 3 MB");
    }
    assertThat(shown.toString()).isEqualTo("\ra.pcap: 3 of 3 MB\r" + " ".repeat(17) + "\r");
  }

  @Test
  void should_stay_silent_where_all_is_read_at_once() throws IOException {
    try (Progress progress = over(new ByteArrayInputStream(new byte[10]))) {
      progress.readAllBytes();
    }
    assertThat(shown.toString()).isEmpty();
  }

  @Test
  void should_not_watch_without_a_terminal() throws IOException {
    InputStream in = new ByteArrayInputStream(new byte[0]);
    // A build has no terminal on its standard input.
    assertThat(Progress.over(in, Path.of("a.pcap"), new PrintWriter(shown))).isSameAs(in);
  }

  private Progress over(InputStream in) {
    return new Progress(in, "a.pcap", 3_000_000, new PrintWriter(shown), now::get);
  }
}
