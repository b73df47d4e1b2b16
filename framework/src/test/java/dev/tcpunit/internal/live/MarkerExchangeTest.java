package dev.tcpunit.internal.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tcpunit.Requires;
import dev.tcpunit.capture.CaptureException;
import dev.tcpunit.capture.CaptureException.Reason;
import dev.tcpunit.capture.LiveCapture;
import dev.tcpunit.internal.engine.FrameSource;
import dev.tcpunit.internal.engine.RunningCapture;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which markers are waited for, with captures that never come to one. */
class MarkerExchangeTest {
  private final MarkerExchange markers = new MarkerExchange("lo");
  private final List<MarkerSighting> told = new ArrayList<>();

  @BeforeEach
  void need() {
    Requires.sandbox();
  }

  @AfterEach
  void close() {
    markers.close();
  }

  @Test
  void should_not_wait_for_a_marker_that_the_capture_holds() throws Exception {
    boolean waited = true;
    try (LiveCapture capture = capture(new NeverComing(true, 0))) {
      for (int i = 0; waited && i < 20; i++) {
        waited = isWaitedFor(capture); // on a busy machine the datagram may be late to come back
      }
    }

    assertThat(waited).isFalse();
    assertThat(told).isEmpty();
  }

  @Test
  void should_wait_where_the_capture_lost_something_meanwhile() throws Exception {
    assertIsWaitedFor(new NeverComing(true, 1));
  }

  @Test
  void should_wait_where_the_capture_says_only_later_what_it_lost() throws Exception {
    assertIsWaitedFor(new NeverComing(false, 0));
  }

  @Test
  void should_wait_for_a_marker_behind_which_all_is_to_be_there() {
    try (LiveCapture capture = capture(new NeverComing(true, 0))) {
      assertThatThrownBy(() -> markers.mark(capture, "test"))
          .isInstanceOf(CaptureException.class)
          .hasMessageContaining("it stands still");
    }
  }

  private void assertIsWaitedFor(NeverComing source) throws InterruptedException {
    try (LiveCapture capture = capture(source)) {
      for (int i = 0; i < 3; i++) {
        assertThat(isWaitedFor(capture)).isTrue();
      }
    }
    assertThat(told).isEmpty();
  }

  private boolean isWaitedFor(LiveCapture capture) throws InterruptedException {
    try {
      markers.markInPassing(capture, "test", told::add);
      return false;
    } catch (CaptureException e) {
      assertThat(e).hasMessageContaining("it stands still");
      return true;
    }
  }

  private static LiveCapture capture(FrameSource source) {
    return RunningCapture.start("test", source, frame -> {});
  }

  /** Loses frames between any two looks at its counter. */
  private static final class NeverComing implements FrameSource {
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final boolean countsAtOnce;
    private final int lost;
    private long dropped;

    NeverComing(boolean countsAtOnce, int lost) {
      this.countsAtOnce = countsAtOnce;
      this.lost = lost;
    }

    @Override
    public void deliverTo(Sink sink) {
      try {
        stopped.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void stop() {
      stopped.countDown();
    }

    /** Ends the wait for a marker before it is sent once more. */
    @Override
    public Optional<CaptureException> standstill() {
      return Optional.of(new CaptureException(Reason.FAILED, "test", "it stands still", "-", null));
    }

    @Override
    public long dropped() {
      dropped += lost;
      return dropped;
    }

    @Override
    public boolean countsAtOnce() {
      return countsAtOnce;
    }

    @Override
    public void close() {}
  }
}
