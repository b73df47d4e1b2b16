package dev.tcpunit.internal.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The kernel's announcements of TCP sockets that are no more: the netlink groups of destroyed
 * sockets (linux/sock_diag.h), which need no privilege in the process's own network namespace.
 */
public final class DestroyedSockets implements AutoCloseable {
  /** Gets the announcements, on the thread that reads them. */
  public interface Listener {
    /**
     * One socket is no more.
     *
     * @param diag its {@code struct inet_diag_msg}, valid during the call only
     * @param tcpInfo its final {@code struct tcp_info}, likewise
     */
    void destroyed(ByteBuffer diag, ByteBuffer tcpInfo);

    /** Announcements came faster than they were read, and some are lost. */
    void lost();
  }

  private static final int NETLINK_SOCK_DIAG = 4;
  private static final int SOCK_DIAG_BY_FAMILY = 20;

  /** Groups 1 and 3, SKNLGRP_INET_TCP_DESTROY and SKNLGRP_INET6_TCP_DESTROY, a bit each. */
  private static final int GROUPS = 0b101;

  private static final int SOCKADDR_NL_BYTES = 12;
  private static final int GROUPS_OFFSET = 8;
  private static final int NLMSGHDR_BYTES = 16;
  private static final int INET_DIAG_MSG_BYTES = 72;
  private static final int RTATTR_BYTES = 4;
  private static final int INET_DIAG_INFO = 2;
  private static final int MESSAGE_BYTES = 8192;

  private static final int SOL_SOCKET = 1;
  private static final int SO_RCVBUF = 8;

  /** The kernel takes no more of it than net.core.rmem_max. */
  private static final int RECEIVE_BUFFER_BYTES = 4 << 20;

  private final LinuxSocket socket;
  private final EventFd wakeUp;
  private volatile boolean stopped;

  private DestroyedSockets(LinuxSocket socket, EventFd wakeUp) {
    this.socket = socket;
    this.wakeUp = wakeUp;
  }

  /** Listens from now on, in the calling thread's network namespace. */
  public static DestroyedSockets open() throws LinuxException {
    LinuxSocket socket =
        LinuxSocket.open(LinuxSocket.AF_NETLINK, LinuxSocket.SOCK_RAW, NETLINK_SOCK_DIAG);
    try {
      socket.setOption(
          SOL_SOCKET, SO_RCVBUF, NativeMemory.ofInt(RECEIVE_BUFFER_BYTES), "SO_RCVBUF");
      ByteBuffer address = NativeMemory.allocate(SOCKADDR_NL_BYTES);
      address.putShort(0, (short) LinuxSocket.AF_NETLINK).putInt(GROUPS_OFFSET, GROUPS);
      socket.bind(address);
      return new DestroyedSockets(socket, EventFd.open());
    } catch (LinuxException e) {
      socket.close();
      throw e;
    }
  }

  /** Hands over announcements as they come, until {@link #stop}. */
  public void deliverTo(Listener listener) throws LinuxException {
    Poll poll = new Poll(socket.fd(), wakeUp.fd());
    ByteBuffer message = NativeMemory.allocate(MESSAGE_BYTES);
    while (!stopped) {
      poll.await();
      deliverReady(message, listener);
    }
  }

  private void deliverReady(ByteBuffer message, Listener listener) throws LinuxException {
    try {
      for (int length = socket.receive(message); length > 0; length = socket.receive(message)) {
        deliver(message.limit(length), listener);
        message.clear();
      }
    } catch (LinuxException e) {
      if (e.errno() != Errno.ENOBUFS) {
        throw e;
      }
      listener.lost();
    }
  }

  private static void deliver(ByteBuffer message, Listener listener) {
    boolean isSocket = message.getShort(Integer.BYTES) == SOCK_DIAG_BY_FAMILY;
    int attribute = NLMSGHDR_BYTES + INET_DIAG_MSG_BYTES;
    while (isSocket && attribute + RTATTR_BYTES <= message.limit()) {
      int length = message.getShort(attribute) & 0xFFFF;
      if (message.getShort(attribute + Short.BYTES) == INET_DIAG_INFO) {
        listener.destroyed(
            slice(message, NLMSGHDR_BYTES, INET_DIAG_MSG_BYTES),
            slice(message, attribute + RTATTR_BYTES, length - RTATTR_BYTES));
      }
      attribute += Math.max(RTATTR_BYTES, length + 3 & ~3);
    }
  }

  private static ByteBuffer slice(ByteBuffer message, int from, int length) {
    return message.slice(from, length).order(ByteOrder.nativeOrder());
  }

  /** Makes {@link #deliverTo} return soon. */
  public void stop() {
    stopped = true;
    wakeUp.signal();
  }

  /** Frees the socket; to be called once {@link #deliverTo} has returned. */
  @Override
  public void close() {
    wakeUp.close();
    socket.close();
  }
}
