package dev.tcpunit.internal.live;

import dev.tcpunit.capture.CaptureException;
import dev.tcpunit.capture.CaptureException.Reason;
import dev.tcpunit.capture.CaptureStatistics;
import dev.tcpunit.capture.CapturedFrame;
import dev.tcpunit.capture.LiveCapture;
import dev.tcpunit.internal.engine.RunningCapture;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Sends markers and waits until the capture has seen them. */
final class MarkerExchange implements AutoCloseable {
  /** A marker may be lost where the capture's buffer is full; another one then goes out. */
  private static final long RESEND_MILLIS = 200;

  private static final int ATTEMPTS = 25;

  private final Marker marker = new Marker();
  private final AtomicLong numbers = new AtomicLong();
  private final Map<Long, CompletableFuture<MarkerSighting>> awaited = new ConcurrentHashMap<>();
  private final String interfaceName;
  private volatile CaptureException silence;
  private MarkerSender sender;

  MarkerExchange(String interfaceName) {
    this.interfaceName = interfaceName;
  }

  /** Called by the capturing thread for every frame that may carry a marker. */
  void onFrame(CapturedFrame frame, FrameStore store) {
    if (!marker.isIn(frame)) {
      return;
    }
    CompletableFuture<MarkerSighting> waiting = awaited.remove(marker.numberIn(frame));
    if (waiting != null) {
      waiting.complete(new MarkerSighting(store.position(), store.cursor(), frame.timeNanos()));
    }
  }

  /**
   * Sends a marker and waits until the capture has seen it. Once a capture was silent for the whole
   * wait, the next marker is sent only once: it shows whether the capture goes on.
   *
   * @param subject names the capture in errors: {@code afpacket on lo}
   * @throws CaptureException if no marker is seen within 5 s, or the capture has ended
   */
  MarkerSighting mark(LiveCapture live, String subject)
      throws CaptureException, InterruptedException {
    long number = numbers.incrementAndGet();
    CompletableFuture<MarkerSighting> sighting = new CompletableFuture<>();
    awaited.put(number, sighting);
    return sendUntilSeen(number, sighting, live, subject);
  }

  /**
   * Sends a marker and has its sighting told on the capturing thread, before any frame that follows
   * it. It is waited for only where it may yet be lost: a marker that came back to its sender has
   * passed the capture, which holds it, as it lost nothing meanwhile, and will come to it.
   *
   * @throws CaptureException as {@link #mark}
   */
  void markInPassing(LiveCapture live, String subject, Consumer<MarkerSighting> told)
      throws CaptureException, InterruptedException {
    long number = numbers.incrementAndGet();
    CompletableFuture<MarkerSighting> sighting = new CompletableFuture<>();
    sighting.thenAccept(told);
    awaited.put(number, sighting);
    if (!isHeld(number, live)) {
      sendUntilSeen(number, sighting, live, subject);
    }
  }

  private boolean isHeld(long number, LiveCapture live) throws CaptureException {
    if (!RunningCapture.countsAtOnce(live)) {
      return false;
    }
    try {
      long dropped = live.statistics().dropped();
      return sender().comesBack(marker.payload(number)) && live.statistics().dropped() == dropped;
    } catch (IOException e) {
      return false; // the next attempt tells what hinders it
    }
  }

  private MarkerSighting sendUntilSeen(
      long number, CompletableFuture<MarkerSighting> sighting, LiveCapture live, String subject)
      throws CaptureException, InterruptedException {
    int attempts = silence == null ? ATTEMPTS : 1;
    try {
      IOException unsent = null;
      for (int attempt = 0; attempt < attempts; attempt++) {
        unsent = send(number);
        Optional<MarkerSighting> seen = await(sighting);
        if (seen.isPresent()) {
          silence = null;
          return seen.get();
        }
        if (live.failure().isPresent()) {
          throw live.failure().get();
        }
      }
      if (silence == null) {
        silence = unsent == null ? neverSeen(live, subject) : notSent(subject, unsent);
      }
      throw silence;
    } finally {
      awaited.remove(number);
    }
  }

  /**
   * Sends a marker. What hinders that may pass, as with an address that the kernel still tries out
   * (RFC 4862 section 5.4), or be told better by the capture, which learns a little later that its
   * interface was removed.
   *
   * @return what hindered it, or null
   */
  private IOException send(long number) throws CaptureException {
    try {
      sender().send(marker.payload(number));
      return null;
    } catch (IOException e) {
      return e;
    }
  }

  /** Made only when the engine runs, so that a missing interface is reported by the engine. */
  private synchronized MarkerSender sender() throws CaptureException {
    if (sender == null) {
      sender = MarkerSender.on(interfaceName);
    }
    return sender;
  }

  private static Optional<MarkerSighting> await(CompletableFuture<MarkerSighting> sighting)
      throws InterruptedException {
    try {
      return Optional.of(sighting.get(RESEND_MILLIS, TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static CaptureException neverSeen(LiveCapture live, String subject) {
    CaptureStatistics counted = live.statistics();
    return new CaptureException(
        Reason.FAILED,
        subject,
        "none of %d marker datagrams sent in %d s was captured; %d frames were, %d were dropped"
            .formatted(
                ATTEMPTS, ATTEMPTS * RESEND_MILLIS / 1000, counted.delivered(), counted.dropped()),
        remedy(),
        null);
  }

  private static CaptureException notSent(String subject, IOException unsent) {
    return new CaptureException(
        Reason.FAILED, subject, "a marker datagram could not be sent: " + unsent, remedy(), unsent);
  }

  private static String remedy() {
    return "Look for a firewall that drops UDP on the interface, a capture program that somebody"
        + " has stopped, or a machine too busy to capture.";
  }

  @Override
  public synchronized void close() {
    if (sender != null) {
      sender.close();
    }
  }
}
