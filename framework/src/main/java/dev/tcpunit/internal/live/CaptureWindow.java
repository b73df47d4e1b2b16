package dev.tcpunit.internal.live;

import dev.tcpunit.capture.CaptureException;
import dev.tcpunit.capture.CapturedFrame;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The part of a shared capture that is one test's: from a marker on until it is closed, and of what
 * was captured meanwhile the connections to the ports that the test named.
 *
 * <p>A test that named no port owns all connections opened meanwhile, except those that a test
 * which ran at the same time owns or may own.
 */
public final class CaptureWindow implements AutoCloseable {
  private final CaptureHub hub;
  private final String owner;
  private final List<CaptureWindow> overlapping = new CopyOnWriteArrayList<>();
  private final Set<Integer> named = ConcurrentHashMap.newKeySet();
  private final Set<Integer> askedTo = ConcurrentHashMap.newKeySet();
  private final Set<Integer> askedFrom = ConcurrentHashMap.newKeySet();
  private final long opened;
  private volatile Sighting start;
  private volatile long end = Long.MAX_VALUE;
  private volatile long droppedBefore;

  CaptureWindow(CaptureHub hub, String owner) {
    this.hub = hub;
    this.owner = owner;
    this.opened = hub.position();
  }

  void overlaps(CaptureWindow other) {
    overlapping.add(other);
    other.overlapping.add(this);
  }

  void begin(Sighting marker, long dropped) {
    droppedBefore = dropped;
    start = marker;
  }

  long retainedFrom() {
    return opened;
  }

  /** Says that connections to these server ports, and only these, are the test's. */
  public void name(Collection<Integer> ports) {
    named.addAll(ports);
  }

  /** Notes that the test asked for connections to a server port, and so claims them. */
  public void askTo(int serverPort) {
    askedTo.add(serverPort);
  }

  /** Notes that the test asked for connections from a client port, and so claims them. */
  public void askFrom(int clientPort) {
    askedFrom.add(clientPort);
  }

  /** Whose a connection is that was opened at a position of the store. */
  Attribution attribute(int clientPort, int serverPort, long position) {
    boolean mine = claims(clientPort, serverPort);
    boolean unclear = false;
    for (CaptureWindow other : overlapping) {
      if (other.covers(position)) {
        if (other.claims(clientPort, serverPort)) {
          return mine ? Attribution.CONTESTED : Attribution.OF_ANOTHER;
        }
        unclear |= other.named.isEmpty();
      }
    }
    if (mine) {
      return Attribution.MINE;
    }
    if (!named.isEmpty()) {
      return Attribution.NOT_NAMED;
    }
    return unclear ? Attribution.UNCLEAR : Attribution.MINE;
  }

  private boolean claims(int clientPort, int serverPort) {
    return named.contains(serverPort)
        || askedTo.contains(serverPort)
        || askedFrom.contains(clientPort);
  }

  private boolean covers(long position) {
    Sighting begin = start;
    return begin != null && position >= begin.position() && position < end;
  }

  /** The tests that ran at the same time. */
  public List<String> others() {
    return overlapping.stream().map(other -> other.owner).distinct().sorted().toList();
  }

  /**
   * Waits until all that was sent before this call has been captured.
   *
   * @return the capture's time then, in nanoseconds since the epoch
   */
  public long drain() throws CaptureException, InterruptedException {
    return hub.mark().timeNanos();
  }

  /** Waits for a frame behind a position; false if none came by the deadline. */
  public boolean awaitBehind(long position, long deadline) throws InterruptedException {
    return hub.awaitBehind(position, deadline);
  }

  /** Frames that the capture lost since the window was opened. */
  public long dropped() {
    return hub.dropped() - droppedBefore;
  }

  Reader reader() {
    return new Reader(start.cursor().copy());
  }

  /** The name of the test. */
  public String owner() {
    return owner;
  }

  public CaptureHub hub() {
    return hub;
  }

  /** Ends the window; its frames can be read until it is forgotten. */
  @Override
  public void close() {
    if (end == Long.MAX_VALUE) {
      end = hub.position();
      hub.closed(this);
    }
  }

  /** Reads all frames of the window, those of other tests included. */
  final class Reader {
    private final FrameStore.Cursor cursor;
    private long framePosition;

    private Reader(FrameStore.Cursor cursor) {
      this.cursor = cursor;
    }

    boolean next(CapturedFrame frame) {
      framePosition = cursor.position();
      return cursor.next(frame, end);
    }

    /** Where the frame that was read last begins. */
    long framePosition() {
      return framePosition;
    }

    /** Behind the frame that was read last. */
    long position() {
      return cursor.position();
    }
  }
}
