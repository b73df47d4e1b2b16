package dev.tcpunit.internal.engine.afpacket;

import dev.tcpunit.capture.CaptureException;
import dev.tcpunit.capture.CaptureException.Reason;
import dev.tcpunit.capture.CaptureRequest;
import dev.tcpunit.capture.LinkTypes;
import dev.tcpunit.internal.engine.CaptureErrors;
import dev.tcpunit.internal.engine.FrameSource;
import dev.tcpunit.internal.linux.EventFd;
import dev.tcpunit.internal.linux.LinuxException;
import dev.tcpunit.internal.linux.MappedMemory;
import dev.tcpunit.internal.linux.Poll;

/** Frames out of a packet socket's ring, as the kernel hands its blocks over. */
final class RingSource implements FrameSource {
  /** Longer than the kernel keeps a block that is not full. */
  private static final int LAST_BLOCK_MILLIS = 20;

  private final CaptureErrors errors;
  private final PacketSocket socket;
  private final MappedMemory memory;
  private final EventFd wakeUp;
  private final RingReader reader;
  private volatile boolean stopped;

  private RingSource(
      CaptureErrors errors,
      PacketSocket socket,
      MappedMemory memory,
      EventFd wakeUp,
      RingReader reader) {
    this.errors = errors;
    this.socket = socket;
    this.memory = memory;
    this.wakeUp = wakeUp;
    this.reader = reader;
  }

  /** Opens a source that captures from now on, or leaves nothing behind. */
  static RingSource open(CaptureRequest request, CaptureErrors errors) throws LinuxException {
    PacketSocket socket = PacketSocket.open(request.interfaceName());
    MappedMemory memory = null;
    EventFd wakeUp = null;
    try {
      boolean cooked = socket.linkType() == LinkTypes.LINUX_SLL2;
      socket.filter(Math.max(1, request.snapLength() - (cooked ? CookedHeader.BYTES : 0)));
      RingGeometry geometry = RingGeometry.of(request);
      memory = socket.map(geometry);
      wakeUp = EventFd.open();
      FrameBuilder frames =
          new FrameBuilder(socket.linkType(), request.snapLength(), geometry.blockBytes());
      RingReader reader = new RingReader(memory.bytes(), geometry, frames);
      socket.bind();
      return new RingSource(errors, socket, memory, wakeUp, reader);
    } catch (LinuxException e) {
      close(wakeUp, memory, socket);
      throw e;
    }
  }

  @Override
  public void deliverTo(Sink sink) throws CaptureException {
    try {
      Poll poll = new Poll(socket.fd(), wakeUp.fd());
      while (!stopped) {
        if (!reader.deliverReadyBlocks(sink)) {
          return;
        }
        poll.await();
        if (poll.inError(0)) {
          deliverTheLast(sink, poll);
        }
      }
    } catch (LinuxException e) {
      throw errors.error(Reason.FAILED, e.getMessage(), "Start the capture again", e);
    }
  }

  /** The interface is gone, but the kernel may still hand over what had come before. */
  private void deliverTheLast(Sink sink, Poll poll) throws CaptureException, LinuxException {
    try {
      socket.throwPendingError();
    } catch (LinuxException e) {
      poll.await(LAST_BLOCK_MILLIS);
      reader.deliverReadyBlocks(sink);
      throw errors.interfaceLost(e.getMessage(), e);
    }
  }

  @Override
  public void stop() {
    stopped = true;
    wakeUp.signal();
  }

  @Override
  public long dropped() {
    try {
      return socket.dropped();
    } catch (LinuxException e) {
      throw new IllegalStateException("the drop counter of an open socket is always there", e);
    }
  }

  @Override
  public boolean countsAtOnce() {
    return true;
  }

  @Override
  public void close() {
    close(wakeUp, memory, socket);
  }

  private static void close(EventFd wakeUp, MappedMemory memory, PacketSocket socket) {
    if (wakeUp != null) {
      wakeUp.close();
    }
    if (memory != null) {
      memory.close();
    }
    socket.close();
  }
}
