package dev.tcpunit.internal.linux;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The kernel's announcements of TCP sockets that are no more: the netlink groups of destroyed
 * sockets (linux/sock_diag.h), which need no privilege in the process's own network namespace. All
 * that listen in one namespace share a socket and a thread, which live as long as someone listens.
 */
public final class DestroyedSockets {
  /** Gets the announcements, on the thread that reads them or on one that begins to listen. */
  public interface Listener {
    /**
     * One socket is no more.
     *
     * @param diag its {@code struct inet_diag_msg}, valid during the call only
     * @param tcpInfo its final {@code struct tcp_info}, likewise
     */
    default void destroyed(ByteBuffer diag, ByteBuffer tcpInfo) {}

    /** Announcements came faster than they were read, and some are lost. */
    default void lost() {}
  }

  /** Ends the announcements to one listener. */
  public final class Subscription implements AutoCloseable {
    private final Listener listener;

    private Subscription(Listener listener) {
      this.listener = listener;
    }

    @Override
    public void close() {
      synchronized (READ) {
        if (subscriptions.remove(this)) {
          endIfUnused();
        }
      }
    }
  }

  /** Those that are read, by their network namespaces. */
  private static final Map<Path, DestroyedSockets> READ = new HashMap<>();

  private static final Path NETWORK = Path.of("/proc/thread-self/ns/net");

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
  private final ByteBuffer message = NativeMemory.allocate(MESSAGE_BYTES);
  private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
  private final Thread reader = new Thread(this::read, "tcpunit closed sockets");
  private volatile boolean ended;

  private DestroyedSockets(LinuxSocket socket, EventFd wakeUp) {
    this.socket = socket;
    this.wakeUp = wakeUp;
  }

  /**
   * Tells a listener of what is announced from now on, in the calling thread's network namespace.
   */
  public static Subscription listen(Listener listener) throws LinuxException {
    synchronized (READ) {
      Path network = network();
      DestroyedSockets read = READ.get(network);
      if (read == null || read.ended) {
        read = open();
        read.reader.setDaemon(true);
        read.reader.start();
        READ.put(network, read);
      }
      try {
        return read.add(listener);
      } catch (LinuxException e) {
        read.endIfUnused();
        throw e;
      }
    }
  }

  private static Path network() throws LinuxException {
    try {
      return Files.readSymbolicLink(NETWORK);
    } catch (IOException e) {
      throw new LinuxException("readlink " + NETWORK, Errno.ENOENT);
    }
  }

  private static DestroyedSockets open() throws LinuxException {
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

  /** What was announced before goes to those who listened then. */
  private synchronized Subscription add(Listener listener) throws LinuxException {
    deliverReady();
    Subscription subscription = new Subscription(listener);
    subscriptions.add(subscription);
    return subscription;
  }

  private void read() {
    Poll poll = new Poll(socket.fd(), wakeUp.fd());
    try {
      while (!ended) {
        poll.await();
        deliverReady();
      }
    } catch (LinuxException e) {
      ended = true;
      lost();
    }
  }

  private synchronized void deliverReady() throws LinuxException {
    try {
      for (int length = socket.receive(message); length > 0; length = socket.receive(message)) {
        deliver(message.limit(length));
        message.clear();
      }
    } catch (LinuxException e) {
      if (e.errno() != Errno.ENOBUFS) {
        throw e;
      }
      lost();
    }
  }

  private void lost() {
    subscriptions.forEach(subscription -> subscription.listener.lost());
  }

  private void deliver(ByteBuffer announcement) {
    boolean isSocket = announcement.getShort(Integer.BYTES) == SOCK_DIAG_BY_FAMILY;
    int attribute = NLMSGHDR_BYTES + INET_DIAG_MSG_BYTES;
    while (isSocket && attribute + RTATTR_BYTES <= announcement.limit()) {
      int length = announcement.getShort(attribute) & 0xFFFF;
      if (announcement.getShort(attribute + Short.BYTES) == INET_DIAG_INFO) {
        ByteBuffer diag = slice(announcement, NLMSGHDR_BYTES, INET_DIAG_MSG_BYTES);
        ByteBuffer info = slice(announcement, attribute + RTATTR_BYTES, length - RTATTR_BYTES);
        subscriptions.forEach(subscription -> subscription.listener.destroyed(diag, info));
      }
      attribute += Math.max(RTATTR_BYTES, length + 3 & ~3);
    }
  }

  private static ByteBuffer slice(ByteBuffer message, int from, int length) {
    return message.slice(from, length).order(ByteOrder.nativeOrder());
  }

  /** Ends the thread where nobody listens any more, and then frees what it reads. */
  private void endIfUnused() {
    if (!subscriptions.isEmpty()) {
      return;
    }
    READ.values().remove(this);
    ended = true;
    wakeUp.signal();
    boolean interrupted = false;
    while (reader.isAlive()) {
      try {
        reader.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    wakeUp.close();
    socket.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
