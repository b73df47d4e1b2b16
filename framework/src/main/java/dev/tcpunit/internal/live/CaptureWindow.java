package dev.tcpunit.internal.live;

import dev.tcpunit.capture.CaptureException;
import dev.tcpunit.capture.CapturedFrame;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The part of a shared capture that belongs to one test: what was captured from a marker on until
 * the window is closed, and of that the connections to the ports that the test named.
 *
 * <p>A test that named no port owns all connections opened meanwhile, except those that a test
 * which ran at the same time owns or may own.
 */
public final class CaptureWindow implements AutoCloseable {
  private final CaptureHub hub;
  private final WindowClaims claims;
  private final List<WindowClaims> others = new CopyOnWriteArrayList<>();
  private final long opened;
  private long droppedBefore;
  private volatile MarkerSighting start;
  private volatile boolean forgotten;
  private volatile long droppedWithin = -1;

  CaptureWindow(CaptureHub hub, String owner) {
    this.hub = hub;
    this.claims = new WindowClaims(owner);
    this.opened = hub.position();
  }

  void overlaps(CaptureWindow other) {
    others.add(other.claims);
    other.others.add(claims);
  }

  /** The drops so far are counted before the marker: what is lost meanwhile may be this test's. */
  void countDropsFrom(long droppedSoFar) {
    droppedBefore = droppedSoFar;
  }

  /** Called on the capturing thread when it comes to the marker, before the frames behind it. */
  void begin(MarkerSighting marker) {
    claims.begin(marker.position());
    start = marker;
    if (forgotten) {
      start = null;
    }
  }

  long retainedFrom() {
    return opened;
  }

  /** Says that connections to these server ports, and only these, are the test's. */
  public void name(Collection<Integer> ports) {
    claims.name(ports);
  }

  /** Notes that the test asked for connections to a server port, and so claims them. */
  public void askTo(int serverPort) {
    claims.askTo(serverPort);
  }

  /** Notes that the test asked for connections from a client port, and so claims them. */
  public void askFrom(int clientPort) {
    claims.askFrom(clientPort);
  }

  /** Which test a connection belongs to that was opened at a position of the store. */
  Attribution attribute(int clientPort, int serverPort, long position) {
    boolean mine = claims.cover(clientPort, serverPort);
    boolean unclear = false;
    for (WindowClaims other : others) {
      if (other.ranAt(position)) {
        if (other.cover(clientPort, serverPort)) {
          return mine ? Attribution.CONTESTED : Attribution.OF_ANOTHER;
        }
        unclear |= !other.namesPorts();
      }
    }
    if (mine) {
      return Attribution.MINE;
    }
    if (claims.namesPorts()) {
      return Attribution.NOT_NAMED;
    }
    return unclear ? Attribution.UNCLEAR : Attribution.MINE;
  }

  /** The tests that ran at the same time. */
  public List<String> others() {
    return others.stream().map(WindowClaims::owner).distinct().sorted().toList();
  }

  /**
   * Waits until all that was sent before this call has been captured.
   *
   * @return the capture's time then, in nanoseconds since the epoch
   */
  public long drain() throws CaptureException, InterruptedException {
    return hub.mark().timeNanos();
  }

  /** Waits for a frame behind a position; returns false if none came by the deadline. */
  public boolean awaitBehind(long position, long deadline) throws InterruptedException {
    return hub.awaitBehind(position, deadline);
  }

  /** Frames that the capture lost since the window was opened. */
  public long dropped() {
    return droppedWithin >= 0 ? droppedWithin : hub.dropped() - droppedBefore;
  }

  /** What the user can set so that frames are no longer lost in the way they were, in words. */
  public String cureOfDrops() {
    return hub.cureOfDrops();
  }

  Reader reader() {
    return new Reader();
  }

  /** The name of the test. */
  public String owner() {
    return claims.owner();
  }

  public CaptureHub hub() {
    return hub;
  }

  /** Ends the window; its frames can still be read. */
  @Override
  public void close() {
    if (droppedWithin < 0) {
      claims.end(hub.position());
      droppedWithin = hub.dropped() - droppedBefore;
      hub.closed(this);
    }
  }

  /** Lets go of the frames: they cannot be read any more. */
  public void forget() {
    forgotten = true;
    start = null;
  }

  /** Reads all frames of the window, those of other tests included. */
  final class Reader {
    private FrameStore.Cursor cursor;
    private long framePosition;

    boolean next(CapturedFrame frame) {
      if (!hasBegun()) {
        return false;
      }
      framePosition = cursor.position();
      return cursor.next(frame, claims.end());
    }

    /** Until the capture has come to the window's marker there is nothing to read. */
    private boolean hasBegun() {
      MarkerSighting begin = start;
      if (cursor == null && begin != null) {
        cursor = begin.cursor().copy();
      }
      return cursor != null;
    }

    /** The position at which the frame that was read last begins. */
    long framePosition() {
      return framePosition;
    }

    /** The position behind the frame that was read last. */
    long position() {
      return cursor == null ? opened : cursor.position();
    }
  }
}
