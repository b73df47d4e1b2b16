package dev.tcpunit.internal.live;

import dev.tcpunit.capture.CaptureException;
import dev.tcpunit.capture.CaptureRequest;
import dev.tcpunit.capture.CapturedFrame;
import dev.tcpunit.capture.LiveCapture;
import dev.tcpunit.internal.engine.Engines;
import dev.tcpunit.internal.file.CaptureSite;
import dev.tcpunit.internal.sandbox.SteadyNetwork;
import dev.tcpunit.internal.wire.DecodedSegment;
import dev.tcpunit.internal.wire.FrameDecoder;
import dev.tcpunit.internal.wire.FrameOutcome;
import dev.tcpunit.net.LinkAddresses;
import dev.tcpunit.trace.VantagePoint;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One running capture that all tests of a JVM share, each through a {@link CaptureWindow}. It keeps
 * frames only while a window is open, and stands still in memory otherwise.
 */
public final class CaptureHub implements AutoCloseable {
  private static final int MEBIBYTE_SHIFT = 20;

  /**
   * The part of the heap that is the windows' limit: they may keep up to twice as much, and the
   * traces made of them need room too.
   */
  private static final int HEAP_SHARE = 4;

  private final String interfaceName;
  private final PayloadMode payload;
  private final long limitBytes;
  private final int bufferBytes;
  private final CaptureSite site;
  private final FrameStore store = new FrameStore();
  private final FrameDecoder decoder = new FrameDecoder(false);
  private final DecodedSegment segment = new DecodedSegment();
  private final MarkerExchange markers;
  private final List<CaptureWindow> open = new CopyOnWriteArrayList<>();
  private final AtomicLong overflow = new AtomicLong();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition appended = lock.newCondition();
  private volatile int waiting;
  private volatile long retainedFrom = Long.MAX_VALUE;
  private Engines.Started started;

  private CaptureHub(
      String interfaceName,
      PayloadMode payload,
      long limitBytes,
      Optional<LinkAddresses> link,
      int bufferBytes) {
    this.bufferBytes = bufferBytes;
    this.interfaceName = interfaceName;
    this.payload = payload;
    this.limitBytes = limitBytes;
    this.site = CaptureSites.of(interfaceName, link);
    this.markers = new MarkerExchange(interfaceName);
  }

  /** Starts an engine on an interface that is no link. */
  public static CaptureHub start(
      String engine, String interfaceName, PayloadMode payload, long limitBytes)
      throws CaptureException, InterruptedException {
    return start(engine, interfaceName, payload, limitBytes, Optional.empty());
  }

  /** Starts an engine on an interface that may be a link, with the usual buffer. */
  public static CaptureHub start(
      String engine,
      String interfaceName,
      PayloadMode payload,
      long limitBytes,
      Optional<LinkAddresses> link)
      throws CaptureException, InterruptedException {
    return start(engine, interfaceName, payload, limitBytes, link, OptionalInt.empty());
  }

  /**
   * Starts an engine and waits until it has seen a marker: it then captures.
   *
   * @param engine the engine's name, or null for the first that can capture
   * @param limitBytes how much the open windows may keep; beyond it payload is left out, and beyond
   *     twice as much frames are, counted as dropped
   * @param link the link that the interface is both ends of, if it is
   * @param bufferBytes the kernel's buffer; empty for the one of the payload mode
   * @throws CaptureException if the engine cannot start or sees nothing; nothing is left behind
   */
  public static CaptureHub start(
      String engine,
      String interfaceName,
      PayloadMode payload,
      long limitBytes,
      Optional<LinkAddresses> link,
      OptionalInt bufferBytes)
      throws CaptureException, InterruptedException {
    SteadyNetwork.prepare(true);
    int buffer = bufferBytes.orElse(payload.bufferBytes());
    CaptureHub hub = new CaptureHub(interfaceName, payload, limitBytes, link, buffer);
    try {
      CaptureRequest request = new CaptureRequest(interfaceName, payload.snapLength(), buffer);
      hub.started = Engines.installed().start(engine, request, hub::onFrame);
      hub.mark();
      return hub;
    } catch (CaptureException | InterruptedException | RuntimeException e) {
      hub.close();
      throw e;
    }
  }

  /**
   * Takes a frame, on the engine's own thread. It is decoded here to find the end of its headers,
   * again by each test's {@link Demultiplexer}, and a third time by its analysis, on purpose: what
   * lies between is the store of bytes that hands frames from the engine's thread to the tests',
   * each of which reads when it is asked. To keep what was decoded as well would take more memory
   * than the headers themselves, for work that another thread has the time for.
   */
  private void onFrame(CapturedFrame frame) {
    FrameOutcome outcome = decoder.decode(frame, segment);
    if (outcome == FrameOutcome.NOT_TCP) {
      markers.onFrame(frame, store);
      return;
    }
    if (open.isEmpty()) {
      return;
    }
    long retained = store.position() - retainedFrom;
    if (retained > 2 * limitBytes) {
      overflow.incrementAndGet();
      return;
    }
    boolean whole = payload == PayloadMode.FULL && retained <= limitBytes;
    store.append(frame, whole ? frame.capturedLength() : HeaderLength.of(frame, outcome, segment));
    if (waiting > 0) {
      wake();
    }
  }

  private void wake() {
    lock.lock();
    try {
      appended.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Opens a window: what is sent after this method has returned is in it, what was sent before is
   * not. The capture may come to the window's first frame only later.
   *
   * @param owner names the test in messages
   */
  public CaptureWindow open(String owner) throws CaptureException, InterruptedException {
    CaptureWindow window = new CaptureWindow(this, owner);
    synchronized (open) {
      retainedFrom = Math.min(retainedFrom, store.position());
      open.forEach(other -> window.overlaps(other));
      open.add(window);
    }
    try {
      window.countDropsFrom(dropped());
      markers.markInPassing(live(), subject(), window::begin);
      return window;
    } catch (CaptureException | InterruptedException | RuntimeException e) {
      closed(window);
      throw e;
    }
  }

  void closed(CaptureWindow window) {
    synchronized (open) {
      open.remove(window);
      retainedFrom =
          open.stream().mapToLong(CaptureWindow::retainedFrom).min().orElse(Long.MAX_VALUE);
    }
  }

  long position() {
    return store.position();
  }

  /** Sends a marker and waits for it: all that was sent before has then been captured. */
  MarkerSighting mark() throws CaptureException, InterruptedException {
    return markers.mark(live(), subject());
  }

  /**
   * Waits until something was appended behind a position.
   *
   * @return false if nothing was by the deadline, in {@link System#nanoTime}
   */
  boolean awaitBehind(long position, long deadline) throws InterruptedException {
    lock.lock();
    try {
      waiting++;
      while (store.position() <= position) {
        long left = deadline - System.nanoTime();
        if (left <= 0 || live().failure().isPresent()) {
          return false;
        }
        appended.await(left, TimeUnit.NANOSECONDS);
      }
      return true;
    } finally {
      waiting--;
      lock.unlock();
    }
  }

  /** Whether the capture has ended by itself: the interface went away, say. */
  public boolean hasEnded() {
    return live().failure().isPresent();
  }

  /** Frames lost since the start: by the kernel, and by the limit on memory. */
  long dropped() {
    return live().statistics().dropped() + overflow.get();
  }

  /** What the user can set so that frames are no longer lost in the way they were, in words. */
  String cureOfDrops() {
    return overflow.get() > 0
        ? cureOfOverflow(limitBytes, Runtime.getRuntime().maxMemory())
        : "tcpunit.bufferSize gives the kernel's buffer more than its %d MiB"
            .formatted(bufferBytes >> MEBIBYTE_SHIFT);
  }

  static String cureOfOverflow(long limitBytes, long heapBytes) {
    long limit = limitBytes >> MEBIBYTE_SHIFT;
    return limitBytes < mostOf(heapBytes)
        ? "tcpunit.limit lets tests keep more than its %d MiB".formatted(limit)
        : "a larger heap (-Xmx) lets tests keep more than the %d MiB that tcpunit.limit may take"
            .formatted(limit);
  }

  /** How much of a heap all windows may keep, so that the tests do not run out of memory. */
  public static long mostOf(long heapBytes) {
    return heapBytes / HEAP_SHARE;
  }

  public String interfaceName() {
    return interfaceName;
  }

  public String engine() {
    return started.engine();
  }

  /** The capture in words: {@code afpacket on lo}. */
  public String subject() {
    return engine() + " on " + interfaceName;
  }

  private LiveCapture live() {
    return started.capture();
  }

  public PayloadMode payload() {
    return payload;
  }

  /** Over loopback both ends are here; elsewhere the packets tell as far as they can. */
  VantagePoint vantagePoint() {
    return site.loopback() ? VantagePoint.BOTH : VantagePoint.UNKNOWN;
  }

  /** Where the capture stands, for the files that are written of it. */
  public CaptureSite site() {
    return site;
  }

  /** The link whose both ends the capture sees, if it stands on one. */
  public Optional<LinkAddresses> link() {
    return site.link();
  }

  public int snapLength() {
    return payload.snapLength();
  }

  @Override
  public void close() {
    if (started != null) {
      live().close();
    }
    markers.close();
  }
}
