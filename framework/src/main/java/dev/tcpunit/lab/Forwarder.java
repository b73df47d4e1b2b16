package dev.tcpunit.lab;

import dev.tcpunit.internal.linux.EventFd;
import dev.tcpunit.internal.linux.LinuxException;
import dev.tcpunit.internal.linux.PacketRing;
import dev.tcpunit.internal.linux.Poll;
import dev.tcpunit.internal.linux.ReceiveBacklog;
import dev.tcpunit.internal.linux.TimerSlack;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The thread at the far end of a link: it takes each frame and sends it back, or does not. */
final class Forwarder implements AutoCloseable {
  private static final int FRAMES_IN_A_ROW = 64;
  private static final long LONGEST_CATCH_UP_MILLIS = 1_000;

  private final PacketRing ring;
  private final EventFd wakeUp;
  private final Impairment impairment;
  private final Thread thread;
  private final LinkCounters counters = new LinkCounters();
  private final List<FiredFault> fired = new ArrayList<>();
  private final ConnectionTracker tracker = new ConnectionTracker();
  private final FrameView frame = new FrameView();
  private final LinkPacket packet = new LinkPacket();
  private volatile ArmedFault[] faults = {};
  private volatile IdleWatch[] watches = {};
  private volatile boolean down;
  private volatile boolean stopped;
  private volatile Exception failure;
  private long overruns;
  private final Object progress = new Object();
  private volatile long asked;
  private long answered;

  private Forwarder(String name, PacketRing ring, EventFd wakeUp, Impairment impairment) {
    this.ring = ring;
    this.wakeUp = wakeUp;
    this.impairment = impairment;
    this.thread = new Thread(this::run, "tcpunit link " + name);
    thread.setDaemon(true);
  }

  /** Starts a forwarder that owns the ring from now on. */
  static Forwarder start(String name, PacketRing ring, Impairment impairment)
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

  /**
   * Waits until all that was sent before is taken, however late the thread, or the kernel's, is
   * given the processor: it is not to be struck by what is set next, and is to be counted in what
   * is asked next. A flood that never ends is not waited for.
   */
  private void catchUp() {
    long limit = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LONGEST_CATCH_UP_MILLIS);
    ReceiveBacklog.awaitEmpty(limit);
    synchronized (progress) {
      long mine = ++asked;
      wakeUp.signal();
      long left = LONGEST_CATCH_UP_MILLIS;
      while (answered < mine && left > 0) {
        try {
          progress.wait(left);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return;
        }
        left = TimeUnit.NANOSECONDS.toMillis(limit - System.nanoTime());
      }
    }
  }

  /** Lets those go on who have asked until then. */
  private void answer(long until) {
    if (until > answered) {
      synchronized (progress) {
        answered = until;
        progress.notifyAll();
      }
    }
  }

  /** Applies a fault to packets that come from now on. */
  synchronized void arm(Fault fault) {
    catchUp();
    ArmedFault armed = new ArmedFault(faults.length, fault, impairment.seed());
    ArmedFault[] more = Arrays.copyOf(faults, faults.length + 1);
    more[faults.length] = armed;
    faults = more;
    if (fault.action() instanceof IdleClosing closing) {
      IdleWatch[] moreWatches = Arrays.copyOf(watches, watches.length + 1);
      moreWatches[watches.length] = new IdleWatch(armed, closing);
      watches = moreWatches;
      wakeUp.signal();
    }
  }

  void setDown(boolean isDown) {
    catchUp();
    down = isDown;
  }

  LinkStatistics statistics() {
    catchUp();
    return counters.withOverruns(overruns());
  }

  /** Frames that came faster than they were taken. */
  private synchronized long overruns() {
    try {
      if (!stopped) {
        overruns = ring.dropped();
      }
      return overruns;
    } catch (LinuxException e) {
      throw new IllegalStateException("the drop counter of an open socket is always there", e);
    }
  }

  /** What the faults have done so far, in order. */
  List<FiredFault> fired() {
    catchUp();
    synchronized (fired) {
      return List.copyOf(fired);
    }
  }

  /** The faults that have done nothing so far, in the order in which they were applied. */
  List<Fault> unfired() {
    catchUp();
    return Arrays.stream(faults).filter(fault -> !fault.hasFired()).map(ArmedFault::fault).toList();
  }

  /** What ended the forwarding before it was closed, or null. */
  Exception failure() {
    return failure;
  }

  private void run() {
    TimerSlack.none();
    try (FrameSender sender = new FrameSender(ring, impairment, counters)) {
      Poll poll = new Poll(ring.socket().fd(), wakeUp.fd());
      ByteBuffer bytes = ring.bytes();
      while (!stopped) {
        long askedBefore = asked;
        long epoch = watches.length == 0 ? 0 : EpochClock.nanos();
        boolean all = takeSome(sender, bytes);
        loseUnderWay(sender);
        if (all) {
          closeIdle(sender, epoch);
        }
        sender.sendDue(System.nanoTime());
        sender.flush();
        if (all) {
          answer(askedBefore);
        }
        long wait = nanosUntilDue(sender);
        if (wait < 0) {
          poll.await();
        } else {
          poll.awaitNanos(wait);
        }
        if (poll.isReadable(1)) {
          wakeUp.clear();
        }
      }
    } catch (LinuxException | RuntimeException e) {
      failure = e;
    } finally {
      answer(Long.MAX_VALUE);
    }
  }

  /** How long until something is to be done, negative if nothing is. */
  private long nanosUntilDue(FrameSender sender) {
    long wait = sender.nanosUntilDue(System.nanoTime());
    for (IdleWatch watch : watches) {
      long untilLook = Math.max(0, watch.nextLook() - EpochClock.nanos());
      wait = wait < 0 ? untilLook : Math.min(wait, untilLook);
    }
    return wait;
  }

  /** Loses what is under way when an outage begins. */
  private void loseUnderWay(FrameSender sender) throws LinuxException {
    for (ArmedFault fault : faults) {
      if (fault.beginsOutage()) {
        sender.loseUnderWay(
            fault.outageBegin(),
            lost -> {
              TrackedFlow flow = tracker.flowOf(lost);
              fault.strike(flow.connection());
              note(FiredFault.of(fault.fault(), flow, lost));
            });
      }
    }
  }

  /**
   * Closes the connections on which nothing was sent for as long as a fault says. All that came
   * before that time has been taken, however late this thread was given the processor.
   */
  private void closeIdle(FrameSender sender, long epochNanos) throws LinuxException {
    for (IdleWatch watch : watches) {
      for (TrackedFlow client : watch.idle(tracker, epochNanos)) {
        close(client, watch.fault(), sender, System.nanoTime());
      }
    }
  }

  private void close(TrackedFlow client, ArmedFault fault, FrameSender sender, long now)
      throws LinuxException {
    IdleClosing closing = (IdleClosing) fault.fault().action();
    sender.inject(ForgedPacket.of(closing.by(), client.peer()), now);
    sender.inject(ForgedPacket.of(closing.by(), client), now);
    client.cutOff(closing);
    fault.strike(client.connection());
    note(FiredFault.closing(fault.fault(), client.peer(), closing.by().flags()));
  }

  /**
   * Takes frames that have come, but only so many that frames that are due are sent in time. A
   * delay is counted from when the frame came, not from when this thread was given the processor.
   * Returns whether it has taken all.
   */
  private boolean takeSome(FrameSender sender, ByteBuffer bytes) throws LinuxException {
    // In this order: time that passes between the two readings makes a delay longer, never shorter.
    long epoch = impairment.isNone() ? 0 : EpochClock.nanos();
    long now = System.nanoTime();
    for (int i = 0; i < FRAMES_IN_A_ROW; i++) {
      int at = ring.take();
      if (at < 0) {
        return true;
      }
      frame.wrap(bytes, at, ring.length());
      if (frame.isUnicastIp()) {
        pass(sender, impairment.isNone() ? now : arrival(now, ring.epochNanos() - epoch));
      }
    }
    return false;
  }

  /**
   * When a frame came, by the monotonic clock: maybe after the clocks were read, but not after now.
   */
  private static long arrival(long reading, long sinceReading) {
    return reading + Math.min(sinceReading, System.nanoTime() - reading);
  }

  private void pass(FrameSender sender, long now) throws LinuxException {
    packet.begin(frame, tracker.flowOf(frame), ring.epochNanos());
    if (down) {
      counters.linkDown();
      return;
    }
    ArmedFault[] inForce = faults;
    if (inForce.length > 0) {
      packet.behind(sender.queuedBytes(packet.flow().sender(), now));
      for (ArmedFault fault : inForce) {
        fire(fault);
      }
    }
    frame.turnBack();
    if (packet.isDropped()) {
      counters.droppedByFault();
    }
    sender.forward(packet, now);
  }

  private void fire(ArmedFault fault) {
    if (!packet.isDropped() && fault.fire(packet)) {
      note(FiredFault.of(fault.fault(), packet));
    }
  }

  private void note(FiredFault struck) {
    synchronized (fired) {
      fired.add(struck);
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
