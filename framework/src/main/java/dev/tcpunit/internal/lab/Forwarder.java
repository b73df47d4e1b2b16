package dev.tcpunit.internal.lab;

import dev.tcpunit.internal.linux.EventFd;
import dev.tcpunit.internal.linux.LinuxException;
import dev.tcpunit.internal.linux.PacketRing;
import dev.tcpunit.internal.linux.Poll;
import dev.tcpunit.internal.linux.TimerSlack;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The thread at the far end of a link: it takes each frame and sends it back, or does not. */
public final class Forwarder implements AutoCloseable {
  private static final int FRAMES_IN_A_ROW = 64;

  private final PacketRing ring;
  private final EventFd wakeUp;
  private final Impairment impairment;
  private final Thread thread;
  private final LinkCounters counters = new LinkCounters();
  private final List<Firing> firings = new ArrayList<>();
  private final ConnectionTracker tracker = new ConnectionTracker();
  private final FrameView frame = new FrameView();
  private final Passage passage = new Passage();
  private volatile ArmedFault[] faults = {};
  private volatile boolean down;
  private volatile boolean stopped;
  private volatile Exception failure;
  private long overruns;

  private Forwarder(String name, PacketRing ring, EventFd wakeUp, Impairment impairment) {
    this.ring = ring;
    this.wakeUp = wakeUp;
    this.impairment = impairment;
    this.thread = new Thread(this::run, "tcpunit link " + name);
    thread.setDaemon(true);
  }

  /** Starts a forwarder that owns the ring from now on. */
  public static Forwarder start(String name, PacketRing ring, Impairment impairment)
      throws LinuxException {
    try {
      Forwarder forwarder = new Forwarder(name, ring, EventFd.open(), impairment);
      forwarder.thread.start();
      return forwarder;
    } catch (LinuxException e) {
      ring.close();
      throw e;
    }
  }

  /** Has a rule applied to all packets that are sent from now on. */
  public synchronized void arm(FaultRule rule) {
    ArmedFault[] more = Arrays.copyOf(faults, faults.length + 1);
    more[faults.length] = new ArmedFault(faults.length, rule, impairment.seed());
    faults = more;
  }

  public void setDown(boolean isDown) {
    down = isDown;
  }

  public LinkCounters counters() {
    return counters;
  }

  /** Frames that came faster than they were taken. */
  public synchronized long overruns() {
    try {
      if (!stopped) {
        overruns = ring.dropped();
      }
      return overruns;
    } catch (LinuxException e) {
      throw new IllegalStateException("the drop counter of an open socket is always there", e);
    }
  }

  /** What the rules have done so far, in order. */
  public List<Firing> firings() {
    synchronized (firings) {
      return List.copyOf(firings);
    }
  }

  /** What ended the forwarding before it was closed, or null. */
  public Exception failure() {
    return failure;
  }

  private void run() {
    TimerSlack.none();
    try (FrameSender sender = new FrameSender(ring, impairment, counters)) {
      Poll poll = new Poll(ring.socket().fd(), wakeUp.fd());
      ByteBuffer bytes = ring.bytes();
      while (!stopped) {
        takeSome(sender, bytes);
        sender.sendDue(System.nanoTime());
        sender.flush();
        long wait = sender.nanosUntilDue(System.nanoTime());
        if (wait < 0) {
          poll.await();
        } else {
          poll.awaitNanos(wait);
        }
      }
    } catch (LinuxException | RuntimeException e) {
      failure = e;
    }
  }

  /**
   * Takes what has come, but no more than lets those that are due be sent in time. A delay is
   * counted from when the frame came, not from when this thread was given the processor.
   */
  private void takeSome(FrameSender sender, ByteBuffer bytes) throws LinuxException {
    // In this order: what passes between the two readings makes a delay longer, never shorter.
    long epoch = impairment.isNone() ? 0 : EpochClock.nanos();
    long now = System.nanoTime();
    for (int i = 0; i < FRAMES_IN_A_ROW; i++) {
      int at = ring.take();
      if (at < 0) {
        return;
      }
      frame.wrap(bytes, at, ring.length());
      if (frame.isUnicastIp()) {
        pass(sender, impairment.isNone() ? now : arrival(now, ring.epochNanos() - epoch));
      }
    }
  }

  /** It may have come after the reading, while others were passed, but not after it was taken. */
  private static long arrival(long reading, long sinceReading) {
    return reading + Math.min(sinceReading, System.nanoTime() - reading);
  }

  private void pass(FrameSender sender, long now) throws LinuxException {
    passage.begin(frame, tracker.flowOf(frame));
    if (down) {
      counters.linkDown();
      return;
    }
    ArmedFault[] inForce = faults;
    if (inForce.length > 0) {
      passage.behind(sender.queuedBytes(passage.flow().sender(), now));
      for (ArmedFault fault : inForce) {
        strike(fault);
      }
    }
    frame.turnBack();
    if (passage.isDropped()) {
      counters.droppedByFault();
    }
    sender.forward(passage, now);
  }

  private void strike(ArmedFault fault) {
    if (!passage.isDropped() && fault.strike(passage)) {
      record(Firing.of(fault, passage));
    }
  }

  private void record(Firing firing) {
    synchronized (firings) {
      firings.add(firing);
    }
  }

  /** Ends the thread, and gives back what it held. Frames under way are lost. */
  @Override
  public void close() {
    overruns();
    stopped = true;
    wakeUp.signal();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    wakeUp.close();
    ring.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
