package dev.tcpunit.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.capture.CaptureEngine;
import dev.tcpunit.capture.CaptureRequest;
import dev.tcpunit.capture.CaptureStatistics;
import dev.tcpunit.capture.LiveCapture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/** That every engine counts exactly what it could not deliver. */
@SuppressWarnings("try") // closes once more than it has to
@ParameterizedClass
@EnumSource(mode = Mode.EXCLUDE, names = "COMMAND") // tcpdump counts outgoing copies on lo too
class OverloadContractTest {
  private static final int SENT = 20_000;
  private static final int TINY_BUFFER = 64 << 10;

  @Parameter EngineUnderTest underTest;
  private CaptureEngine engine;
  private final CapturedFrames frames = new CapturedFrames();
  private final CountDownLatch busy = new CountDownLatch(1);

  @BeforeEach
  void requireTheEngine() {
    engine = underTest.require();
  }

  @ParameterizedTest
  @ValueSource(strings = {"lo", "any"})
  void should_have_delivered_or_counted_as_dropped_all_that_was_sent(String device)
      throws Exception {
    CaptureRequest request = new CaptureRequest(device, CaptureRequest.HEADERS_ONLY, TINY_BUFFER);
    PrivateNetwork.run(
        () -> {
          try (LiveCapture capture = engine.start(request, this::onFrameOnceAllowed)) {
            long droppedHalfway = sendHalf(capture);
            long dropped = sendHalf(capture);
            busy.countDown();

            frames.awaitCount(frame -> true, (int) (SENT - dropped));

            assertThat(frames.all())
                .as("only what was sent")
                .allMatch(frame -> frame.endsWith("xxx"));
            assertThat(dropped).isGreaterThan(droppedHalfway);
            assertThat(droppedHalfway).isPositive();
            CaptureStatistics exactly = new CaptureStatistics(SENT - dropped, dropped);
            assertThat(capture.statistics()).isEqualTo(exactly);
            capture.close();
            assertThat(capture.statistics()).isEqualTo(exactly);
          }
        });
  }

  private static long sendHalf(LiveCapture capture) throws Exception {
    String text = "x".repeat(CaptureRequest.HEADERS_ONLY);
    try (Datagrams datagrams = new Datagrams()) {
      for (int i = 0; i < SENT / 2; i++) {
        datagrams.send(text);
      }
    }
    return capture.statistics().dropped();
  }

  private void onFrameOnceAllowed(dev.tcpunit.capture.CapturedFrame frame) {
    try {
      assertThat(busy.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    frames.onFrame(frame);
  }
}
