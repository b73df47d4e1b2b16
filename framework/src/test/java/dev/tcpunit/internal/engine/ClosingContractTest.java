package dev.tcpunit.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.capture.CaptureEngine;
import dev.tcpunit.capture.CaptureException;
import dev.tcpunit.capture.CaptureException.Reason;
import dev.tcpunit.capture.CaptureRequest;
import dev.tcpunit.capture.FrameHandler;
import dev.tcpunit.capture.LiveCapture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** That every engine ends at once, whatever it is doing, and leaves nothing behind. */
@SuppressWarnings("try") // a capture runs while it is open
@ParameterizedClass
@EnumSource
class ClosingContractTest {
  private static final int ROUNDS = 5;
  private static final int LEAK_ROUNDS = 100;

  @Parameter EngineUnderTest underTest;
  private CaptureEngine engine;
  private final CapturedFrames frames = new CapturedFrames();

  @BeforeEach
  void requireTheEngine() {
    engine = underTest.require();
  }

  /** Something that can be timed. */
  @FunctionalInterface
  private interface Round {
    /** Sets up a capture; what it returns closes it. */
    Runnable prepare() throws Exception;
  }

  /** The median: on a busy machine any one close may have to wait for a processor. */
  private static void closesWithin100Milliseconds(Round round) throws Exception {
    long[] millis = new long[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      Runnable close = round.prepare();
      long start = System.nanoTime();
      close.run();
      millis[i] = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }
    Arrays.sort(millis);
    assertThat(millis[ROUNDS / 2]).as("close took %s ms", Arrays.toString(millis)).isLessThan(100);
  }

  private LiveCapture start(FrameHandler handler) throws CaptureException {
    return engine.start(CaptureRequest.headersOn("lo"), handler);
  }

  @Test
  void should_close_before_the_first_frame() throws Exception {
    PrivateNetwork.run(() -> closesWithin100Milliseconds(() -> start(frames)::close));
  }

  @Test
  void should_close_while_idle_after_traffic() throws Exception {
    PrivateNetwork.run(
        () ->
            closesWithin100Milliseconds(
                () -> {
                  LiveCapture capture = start(frames);
                  try (Datagrams datagrams = new Datagrams()) {
                    frames.drain(datagrams);
                  }
                  return capture::close;
                }));
  }

  @Test
  void should_close_while_busy_and_deliver_nothing_afterwards() throws Exception {
    PrivateNetwork.run(
        () -> {
          List<Runnable> afterwards = new ArrayList<>();
          try (Flood flood = new Flood()) {
            closesWithin100Milliseconds(
                () -> {
                  AtomicBoolean closed = new AtomicBoolean();
                  CountDownLatch some = new CountDownLatch(50);
                  CompletableFuture<Void> late = new CompletableFuture<>();
                  LiveCapture capture =
                      start(
                          frame -> {
                            some.countDown();
                            if (closed.get()) {
                              late.complete(null);
                            }
                          });
                  assertThat(some.await(10, TimeUnit.SECONDS)).isTrue();
                  afterwards.add(() -> assertThat(late).isNotDone());
                  return () -> {
                    capture.close();
                    closed.set(true);
                  };
                });
            flood.awaitMore();
            afterwards.forEach(Runnable::run);
          }
        });
  }

  @Test
  void should_close_while_the_handler_runs_and_end_when_it_returns() throws Exception {
    List<Runnable> handlers = new ArrayList<>();
    PrivateNetwork.run(
        () ->
            closesWithin100Milliseconds(
                () -> {
                  CountDownLatch running = new CountDownLatch(1);
                  CountDownLatch mayReturn = new CountDownLatch(1);
                  AtomicReference<Thread> thread = new AtomicReference<>();
                  LiveCapture capture =
                      start(
                          frame -> {
                            thread.set(Thread.currentThread());
                            running.countDown();
                            awaitQuietly(mayReturn);
                          });
                  try (Datagrams datagrams = new Datagrams()) {
                    datagrams.send("one");
                    datagrams.send("two");
                  }
                  assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();
                  handlers.add(
                      () -> {
                        mayReturn.countDown();
                        awaitEnd(thread.get());
                        assertThat(capture.statistics().delivered()).isEqualTo(1);
                      });
                  return capture::close;
                }));
    handlers.forEach(Runnable::run);
  }

  @Test
  void should_close_from_the_handler() throws Exception {
    PrivateNetwork.run(
        () -> {
          CompletableFuture<LiveCapture> capture = new CompletableFuture<>();
          CompletableFuture<Thread> closedOn = new CompletableFuture<>();
          capture.complete(
              start(
                  frame -> {
                    capture.join().close();
                    closedOn.complete(Thread.currentThread());
                  }));
          try (Datagrams datagrams = new Datagrams()) {
            datagrams.send("one");
            datagrams.send("two");
          }

          awaitEnd(closedOn.get(10, TimeUnit.SECONDS));

          assertThat(capture.join().statistics().delivered()).isEqualTo(1);
          assertThat(capture.join().failure()).isEmpty();
        });
  }

  @Test
  void should_close_twice_and_from_several_threads_at_once() throws Exception {
    PrivateNetwork.run(
        () ->
            closesWithin100Milliseconds(
                () -> {
                  LiveCapture capture = start(frames);
                  return () -> {
                    CompletableFuture<?>[] closers = new CompletableFuture<?>[4];
                    Arrays.setAll(closers, i -> CompletableFuture.runAsync(capture::close));
                    CompletableFuture.allOf(closers).join();
                    capture.close();
                    assertThat(capture.failure()).isEmpty();
                  };
                }));
  }

  @Test
  void should_end_with_a_failure_if_the_handler_throws() throws Exception {
    PrivateNetwork.run(
        () -> {
          CompletableFuture<Thread> thread = new CompletableFuture<>();
          IllegalStateException cause = new IllegalStateException("of the handler's own");
          LiveCapture capture =
              start(
                  frame -> {
                    thread.complete(Thread.currentThread());
                    throw cause;
                  });
          try (Datagrams datagrams = new Datagrams()) {
            datagrams.send("one");
            datagrams.send("two");
          }
          awaitEnd(thread.get(10, TimeUnit.SECONDS));

          assertThat(capture.statistics().delivered()).isEqualTo(1);
          assertThat(capture.failure())
              .hasValueSatisfying(
                  failure ->
                      assertThat(failure)
                          .hasCause(cause)
                          .hasMessage(
                              engine.name()
                                  + " on lo: the frame handler threw "
                                  + cause
                                  + ". This is an error of the handler; see the cause"));
          capture.close();
        });
  }

  @Test
  void should_end_with_a_failure_if_the_interface_is_removed() throws Exception {
    endsWithAFailureAfter(() -> Netlink.remove("v0"));
  }

  @Test
  void should_end_with_a_failure_if_the_interface_goes_down() throws Exception {
    endsWithAFailureAfter(() -> PrivateNetwork.setUp("v0", false));
  }

  private void endsWithAFailureAfter(PrivateNetwork.Body loss) throws Exception {
    PrivateNetwork.run(
        () -> {
          Netlink.addVethPair("v0", "v1");
          CompletableFuture<Thread> thread = new CompletableFuture<>();
          try (LiveCapture capture =
                  engine.start(
                      CaptureRequest.headersOn("v0"),
                      frame -> thread.complete(Thread.currentThread()));
              RawLink link = new RawLink("v0")) {
            link.send("who captures?");
            thread.get(10, TimeUnit.SECONDS);
            assertThat(capture.failure()).isEmpty();

            loss.run();
            CaptureException failure = awaitFailure(capture);
            assertThat(failure.reason()).isEqualTo(Reason.INTERFACE_DOWN);
            assertThat(failure)
                .hasMessageStartingWith(
                    engine.name() + " on v0: the interface v0 went down or was removed: ")
                .hasMessageEndingWith(". Keep it up until the capture is closed");
          }
        });
  }

  @Test
  void should_leave_no_descriptor_thread_or_mapping_behind() throws Exception {
    PrivateNetwork.run(
        () -> {
          start(frames).close(); // what the first use loads stays
          ProcessResources before = ProcessResources.now();
          for (int i = 0; i < LEAK_ROUNDS; i++) {
            start(frames).close();
          }
          ProcessResources.awaitAtMost(before);
        });
  }

  static CaptureException awaitFailure(LiveCapture capture) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (capture.failure().isEmpty() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
    return capture.failure().orElseThrow();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void awaitEnd(Thread thread) {
    try {
      thread.join(10_000);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    assertThat(thread.isAlive()).isFalse();
  }
}
