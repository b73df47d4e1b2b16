package dev.tcpunit.lab;

import dev.tcpunit.internal.linux.LinuxException;
import dev.tcpunit.internal.linux.PacketRing;
import dev.tcpunit.internal.linux.SendBatch;
import dev.tcpunit.trace.Role;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/** Sends frames back: at once out of the ring where they lie, or when they are due. */
final class FrameSender implements AutoCloseable {
  private static final int BATCH = 64;

  private final PacketRing ring;
  private final SendBatch batch;
  private final FramePool pool;
  private final DelayLine line = new DelayLine();
  private final LinkCounters counters;
  private final Shaper[] shapers;
  private final List<HeldFrame> held = new ArrayList<>();
  private final int[] sentSlots = new int[BATCH];
  private int sentCount;

  FrameSender(PacketRing ring, Impairment impairment, LinkCounters counters) {
    this.ring = ring;
    this.batch = new SendBatch(ring.socket(), BATCH);
    this.pool = new FramePool(ring.slotBytes());
    this.counters = counters;
    this.shapers = new Shaper[] {new Shaper(impairment), new Shaper(impairment)};
  }

  /** How many bytes wait to leave in a direction. */
  long queuedBytes(Role sender, long now) {
    return shapers[sender.ordinal()].queuedBytes(now);
  }

  /** Sends a packet on as the faults left it; its frame has been turned back. */
  void forward(LinkPacket packet, long now) throws LinuxException {
    FrameView frame = packet.frame();
    Role sender = packet.flow().sender();
    Shaper shaper = shapers[sender.ordinal()];
    for (int copy = 0; copy < packet.copies(); copy++) {
      if (packet.heldBehind() > 0) {
        held.add(HeldFrame.of(packet, pool.keep(frame), now));
      } else if (shaper.passesAtOnce() && packet.delayNanos() == 0) {
        send(ring.address() + frame.start(), frame.length());
      } else {
        long due = shaper.due(now, frame.length(), packet.identity());
        if (due == Shaper.QUEUE_FULL) {
          counters.queueFull();
        } else {
          line.add(due + packet.delayNanos(), pool.keep(frame), frame.length());
        }
      }
    }
    if (!held.isEmpty() && packet.heldBehind() == 0 && !packet.isDropped()) {
      releaseOvertaken(packet.flow(), now);
    }
    for (ForgedPacket forged : packet.injected()) {
      inject(forged, now);
    }
  }

  /** Sends a segment that nobody sent. */
  void inject(ForgedPacket forged, long now) throws LinuxException {
    enqueue(pool.keep(forged.frame()), forged.frame().length, forged.sender(), now);
  }

  /** Loses what is under way and would arrive after that time; tells of each frame. */
  void loseUnderWay(long since, Consumer<FrameView> lost) throws LinuxException {
    sendDue(since);
    for (; !line.isEmpty(); line.removeFirst()) {
      lose(line.firstSlot(), line.firstLength(), lost);
    }
    held.forEach(frame -> lose(frame.slot(), frame.length(), lost));
    held.clear();
  }

  private void lose(int slot, int length, Consumer<FrameView> lost) {
    counters.droppedByFault();
    lost.accept(new FrameView().wrap(pool.bytes(slot), pool.at(slot), length));
    pool.giveBack(slot);
  }

  private void releaseOvertaken(TrackedFlow flow, long now) throws LinuxException {
    for (Iterator<HeldFrame> all = held.iterator(); all.hasNext(); ) {
      HeldFrame frame = all.next();
      if (frame.isOvertakenOn(flow)) {
        all.remove();
        enqueue(frame.slot(), frame.length(), flow.sender(), now);
      }
    }
  }

  private void enqueue(int slot, int length, Role sender, long now) throws LinuxException {
    Shaper shaper = shapers[sender.ordinal()];
    if (shaper.passesAtOnce()) {
      sendKept(slot, length);
      return;
    }
    long due = shaper.due(now, length, slot);
    if (due == Shaper.QUEUE_FULL) {
      counters.queueFull();
      pool.giveBack(slot);
    } else {
      line.add(due, slot, length);
    }
  }

  /** Sends what is due by now. */
  void sendDue(long now) throws LinuxException {
    while (!line.isEmpty() && line.firstDue() - now <= 0) {
      sendKept(line.firstSlot(), line.firstLength());
      line.removeFirst();
    }
    for (Iterator<HeldFrame> all = held.iterator(); all.hasNext(); ) {
      HeldFrame frame = all.next();
      if (frame.deadline() - now <= 0) {
        all.remove();
        enqueue(frame.slot(), frame.length(), frame.flow().sender(), now);
      }
    }
  }

  /** How long until something is due, negative if nothing is. */
  long nanosUntilDue(long now) {
    long wait = line.isEmpty() ? Long.MAX_VALUE : Math.max(0, line.firstDue() - now);
    for (HeldFrame frame : held) {
      wait = Math.min(wait, Math.max(0, frame.deadline() - now));
    }
    return wait == Long.MAX_VALUE ? -1 : wait;
  }

  private void sendKept(int slot, int length) {
    send(pool.address(slot), length); // flushes before it adds, never after
    sentSlots[sentCount++] = slot;
  }

  private void send(long address, int length) {
    if (batch.isFull()) {
      flush(1); // the frame that is passing is still read
    }
    batch.add(address, length);
    counters.forwarded(length);
  }

  /** Sends the batch, after which the memory of its frames is free again. */
  void flush() {
    flush(0);
  }

  private void flush(int stillRead) {
    counters.refused(batch.send());
    for (; sentCount > 0; sentCount--) {
      pool.giveBack(sentSlots[sentCount - 1]);
    }
    ring.giveBack(stillRead);
  }

  @Override
  public void close() {
    pool.close();
  }
}
