package dev.tcpunit.internal.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.capture.CapturedFrame;
import dev.tcpunit.capture.LinkTypes;
import dev.tcpunit.net.ChecksumStatus;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameStoreTest {
  private static final long NO_END = Long.MAX_VALUE;

  private final FrameStore store = new FrameStore();

  @Test
  void should_give_back_what_was_appended() {
    FrameStore.Cursor cursor = store.cursor();
    CapturedFrame frame = new CapturedFrame().wrap(new byte[] {9, 1, 2, 3, 9}, 1, 3, 60);
    store.append(frame.stamp(42, LinkTypes.LINUX_SLL2, ChecksumStatus.OFFLOADED), 2);

    CapturedFrame read = new CapturedFrame();
    assertThat(cursor.next(read, NO_END)).isTrue();

    assertThat(read.capturedLength()).isEqualTo(2);
    assertThat(read.originalLength()).isEqualTo(60);
    assertThat(read.timeNanos()).isEqualTo(42);
    assertThat(read.linkType()).isEqualTo(LinkTypes.LINUX_SLL2);
    assertThat(read.checksumStatus()).isEqualTo(ChecksumStatus.OFFLOADED);
    assertThat(read.buffer()[read.offset() + 1]).isEqualTo((byte) 2);
    assertThat(cursor.next(read, NO_END)).isFalse();
  }

  @Test
  void should_read_behind_a_writer_across_chunks_without_missing_one() throws Exception {
    // GIVEN ten chunks' worth of frames of all sizes, some larger than a chunk
    int frames = 20_000;
    FrameStore.Cursor cursor = store.cursor();
    Thread writer = new Thread(() -> append(frames));
    writer.start();

    // WHEN
    List<Integer> numbers = new ArrayList<>();
    CapturedFrame read = new CapturedFrame();
    while (numbers.size() < frames) {
      if (cursor.next(read, NO_END)) {
        numbers.add(ByteBuffer.wrap(read.buffer(), read.offset(), 4).getInt());
      } else {
        Thread.onSpinWait();
      }
    }
    writer.join();

    // THEN
    for (int i = 0; i < frames; i++) {
      assertThat(numbers.get(i)).isEqualTo(i);
    }
    assertThat(cursor.position()).isEqualTo(store.position());
  }

  private void append(int frames) {
    byte[] bytes = new byte[FrameStore.CHUNK_BYTES + 100];
    for (int i = 0; i < frames; i++) {
      ByteBuffer.wrap(bytes).putInt(i);
      int length = i % 7000 == 1 ? bytes.length : 4 + i % 1500;
      store.append(new CapturedFrame().wrap(bytes, 0, length, length), length);
    }
  }

  @Test
  void should_stop_a_cursor_where_its_window_ends() {
    FrameStore.Cursor cursor = store.cursor();
    append(2);
    long end = store.position();
    append(1);

    CapturedFrame read = new CapturedFrame();
    assertThat(cursor.next(read, end)).isTrue();
    assertThat(cursor.next(read, end)).isTrue();
    assertThat(cursor.next(read, end)).isFalse();
  }

  @Test
  void should_keep_nothing_that_no_cursor_needs() {
    FrameStore.Cursor cursor = store.cursor();
    append(1);
    CapturedFrame read = new CapturedFrame();
    cursor.next(read, NO_END);
    WeakReference<byte[]> firstChunk = new WeakReference<>(read.buffer());
    read = new CapturedFrame();
    cursor = null;
    append(2_000);

    for (int i = 0; i < 100 && firstChunk.get() != null; i++) {
      System.gc();
    }

    assertThat(firstChunk.get()).isNull();
  }
}
