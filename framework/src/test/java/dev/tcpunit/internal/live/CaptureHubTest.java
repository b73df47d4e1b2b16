package dev.tcpunit.internal.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tcpunit.Requires;
import dev.tcpunit.capture.CaptureException;
import dev.tcpunit.capture.CapturedFrame;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CaptureHubTest {
  private static final long LIMIT = 64 << 20;

  private CaptureHub hub;
  private LoopbackExchange exchange;

  @BeforeEach
  void start() throws Exception {
    Requires.sandbox();
    exchange = new LoopbackExchange();
    hub = CaptureHub.start(null, "lo", PayloadMode.HEADERS, LIMIT);
  }

  @AfterEach
  void stop() throws Exception {
    hub.close();
    exchange.close();
  }

  @Test
  void should_hold_in_a_window_what_was_sent_while_it_was_open_and_no_more() throws Exception {
    exchange.upload(new byte[10]);
    CaptureWindow window = hub.open("test");
    exchange.upload(new byte[10]);
    window.drain();
    window.close();
    exchange.upload(new byte[10]);
    hub.mark();

    assertThat(seen(window))
        .singleElement()
        .hasToString(
            seen(window).get(0).clientToServer() + " (" + frames(window).size() + " segments)");
    assertThat(seen(window).get(0).serverPort()).isEqualTo(exchange.port());
  }

  @Test
  void should_begin_each_of_many_windows_behind_what_was_just_sent() throws Exception {
    for (int i = 0; i < 100; i++) {
      exchange.upload(new byte[10]);
      CaptureWindow window = hub.open("test " + i);
      exchange.upload(new byte[10]);
      exchange.upload(new byte[10]);
      window.drain();
      window.close();

      assertThat(seen(window)).hasSize(2);
      assertThat(window.dropped()).isZero();
    }
  }

  @Test
  void should_find_nothing_in_a_window_that_is_closed_before_the_capture_came_to_it()
      throws Exception {
    CaptureWindow window = hub.open("test");
    window.close();
    exchange.upload(new byte[10]);
    hub.mark();

    assertThat(frames(window)).isEmpty();
  }

  @Test
  void should_keep_no_payload_where_only_headers_are_asked_for() throws Exception {
    CaptureWindow window = hub.open("test");
    exchange.upload("a secret".getBytes(StandardCharsets.US_ASCII));
    window.drain();

    assertThat(frames(window)).isNotEmpty().noneMatch(text -> text.contains("secret"));
  }

  @Test
  void should_keep_the_payload_where_it_is_asked_for() throws Exception {
    try (CaptureHub full = CaptureHub.start(null, "lo", PayloadMode.FULL, LIMIT)) {
      CaptureWindow window = full.open("test");
      exchange.upload("a secret".getBytes(StandardCharsets.US_ASCII));
      window.drain();

      assertThat(frames(window)).anyMatch(text -> text.endsWith("a secret"));
    }
  }

  @Test
  void should_count_as_dropped_what_the_limit_on_memory_leaves_out() throws Exception {
    try (CaptureHub full = CaptureHub.start(null, "lo", PayloadMode.FULL, 10_000);
        LoopbackExchange.Pair pair = exchange.open()) {
      CaptureWindow window = full.open("test");
      chat(pair, 500);
      window.drain();

      assertThat(window.dropped()).isGreaterThan(100);
    }
  }

  @Test
  void should_keep_no_frame_of_a_window_that_is_forgotten_for_one_that_ran_meanwhile()
      throws Exception {
    CaptureWindow first = hub.open("first");
    CaptureWindow second = hub.open("second");
    exchange.upload(new byte[1]);
    hub.mark();
    CapturedFrame frame = new CapturedFrame();
    first.reader().next(frame);
    WeakReference<byte[]> chunk = new WeakReference<>(frame.buffer());
    frame = new CapturedFrame();
    first.close();
    first.forget();
    second.close();
    second.forget();
    try (CaptureWindow third = hub.open("third");
        LoopbackExchange.Pair pair = exchange.open()) {
      while (third.retainedFrom() + FrameStore.CHUNK_BYTES >= hub.position()) {
        chat(pair, 100);
      }
      third.forget();
    }

    assertThat(isCollected(chunk)).isTrue();
    assertThat(first.others()).containsExactly("second");
  }

  @Test
  void should_leave_out_payload_beyond_the_limit() throws Exception {
    int limit = 3 * FrameStore.CHUNK_BYTES;
    try (CaptureHub full = CaptureHub.start(null, "lo", PayloadMode.FULL, limit)) {
      CaptureWindow window = full.open("test");
      exchange.upload(new byte[4 * FrameStore.CHUNK_BYTES]);
      window.drain();

      assertThat(window.dropped()).isZero();
      assertThat(frames(window).stream().mapToLong(String::length).sum())
          .isLessThan(limit + FrameStore.CHUNK_BYTES);
    }
  }

  @Test
  void should_see_markers_on_any_interface() throws Exception {
    try (CaptureHub any = CaptureHub.start(null, "any", PayloadMode.HEADERS, LIMIT)) {
      CaptureWindow window = any.open("test");
      exchange.upload(new byte[10]);
      window.drain();

      assertThat(seen(window)).hasSize(1);
    }
  }

  @Test
  void should_say_that_there_is_no_such_interface() {
    assertThatThrownBy(() -> CaptureHub.start(null, "nosuch0", PayloadMode.HEADERS, LIMIT))
        .isInstanceOf(CaptureException.class)
        .hasMessageContaining("there is no interface nosuch0");
  }

  private static boolean isCollected(WeakReference<?> reference) {
    for (int i = 0; i < 100 && reference.get() != null; i++) {
      System.gc();
    }
    return reference.get() == null;
  }

  /** Sends single bytes, each in a segment of its own. */
  private static void chat(LoopbackExchange.Pair pair, int bytes) throws IOException {
    pair.client.setTcpNoDelay(true);
    for (int i = 0; i < bytes; i++) {
      pair.client.getOutputStream().write(i);
      pair.server.getInputStream().read();
    }
  }

  private static List<SeenConnection> seen(CaptureWindow window) {
    WindowAnalysisFixture reading = new WindowAnalysisFixture(window);
    return reading.seen();
  }

  private static List<String> frames(CaptureWindow window) {
    return new WindowAnalysisFixture(window).mine();
  }

  /** Reads a window without analysing it. */
  private static final class WindowAnalysisFixture {
    private final Demultiplexer demultiplexer;
    private final List<String> mine = new ArrayList<>();

    WindowAnalysisFixture(CaptureWindow window) {
      demultiplexer = new Demultiplexer(window);
      CaptureWindow.Reader reader = window.reader();
      CapturedFrame frame = new CapturedFrame();
      while (reader.next(frame)) {
        if (demultiplexer.isMine(frame, reader.framePosition())) {
          mine.add(text(frame));
        }
      }
    }

    private static String text(CapturedFrame frame) {
      return new String(
          frame.buffer(), frame.offset(), frame.capturedLength(), StandardCharsets.ISO_8859_1);
    }

    List<SeenConnection> seen() {
      return demultiplexer.seen();
    }

    List<String> mine() {
      return mine;
    }
  }
}
