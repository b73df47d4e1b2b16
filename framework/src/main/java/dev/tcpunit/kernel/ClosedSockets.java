package dev.tcpunit.kernel;

import dev.tcpunit.internal.linux.DestroyedSockets;
import dev.tcpunit.internal.linux.LinuxException;
import dev.tcpunit.net.Endpoint;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Collects the final {@code TCP_INFO} of every TCP socket that is closed in the calling thread's
 * network, as {@code ss -E} shows them. Takes no privilege; Linux only.
 *
 * <p>The kernel lets a socket go some time after {@code close()}: once its FIN is acknowledged and
 * the peer's FIN has come, or after a RST. A socket that waits in TIME-WAIT is let go of already.
 *
 * <pre>{@code
 * try (ClosedSockets closed = ClosedSockets.watch()) {
 *   upload();
 *   List<ClosedSocket> ends = closed.await(2, Duration.ofSeconds(2).toNanos(),
 *       socket -> socket.local().port() == port || socket.remote().port() == port);
 *   assertThat(ends).allMatch(socket -> socket.info().totalRetrans() == 0);
 * }
 * }</pre>
 *
 * <p>May be used by several threads; all that watch one network share a thread. Keeps about 400
 * bytes for each socket until it is closed.
 */
public final class ClosedSockets implements AutoCloseable {
  private static final int SOURCE_PORT_OFFSET = 4;
  private static final int DESTINATION_PORT_OFFSET = 6;
  private static final int SOURCE_OFFSET = 8;
  private static final int DESTINATION_OFFSET = 24;
  private static final int UNREAD_OFFSET = 56;
  private static final int IPV4_BYTES = 4;
  private static final int IPV6_BYTES = 16;

  /** {@code ::ffff:0:0/96} (RFC 4291 section 2.5.5.2). */
  private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};

  private static final byte AF_INET = 2;

  private final DestroyedSockets.Subscription subscription;
  private final List<ClosedSocket> sockets = new ArrayList<>();
  private boolean complete = true;

  private ClosedSockets() throws LinuxException {
    subscription = DestroyedSockets.listen(new Collector());
  }

  /**
   * Watches from now on.
   *
   * @return to be closed
   * @throws UncheckedIOException if the kernel does not tell: elsewhere than on Linux, or without
   *     sock_diag
   */
  public static ClosedSockets watch() {
    try {
      return new ClosedSockets();
    } catch (LinuxException e) {
      throw new UncheckedIOException("closed sockets cannot be watched", e);
    } catch (LinkageError e) {
      throw new UnsupportedOperationException("closed sockets can be watched on Linux only", e);
    }
  }

  /**
   * The sockets that were closed so far.
   *
   * @return in the order in which the kernel let go of them
   */
  public synchronized List<ClosedSocket> soFar() {
    return List.copyOf(sockets);
  }

  /**
   * Whether no socket was missed: they come so fast at times that the kernel drops some.
   *
   * @return false if some may be missing
   */
  public synchronized boolean isComplete() {
    return complete;
  }

  /**
   * Waits until so many of certain sockets are closed, or for as long as allowed.
   *
   * @param number how many
   * @param atMostNanos how long to wait
   * @param which the sockets that are waited for
   * @return those of them that are closed, maybe fewer or more
   * @throws InterruptedException if the thread is interrupted meanwhile
   */
  public synchronized List<ClosedSocket> await(
      int number, long atMostNanos, Predicate<ClosedSocket> which) throws InterruptedException {
    long deadline = System.nanoTime() + atMostNanos;
    List<ClosedSocket> found = sockets.stream().filter(which).toList();
    long left = atMostNanos;
    while (found.size() < number && left > 0) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
      found = sockets.stream().filter(which).toList();
      left = deadline - System.nanoTime();
    }
    return found;
  }

  /** Ends the watch, and with the last one of this network its thread. What was collected stays. */
  @Override
  public void close() {
    subscription.close();
  }

  private final class Collector implements DestroyedSockets.Listener {
    @Override
    public void destroyed(ByteBuffer diag, ByteBuffer tcpInfo) {
      Endpoint local = endpoint(diag, SOURCE_OFFSET, SOURCE_PORT_OFFSET);
      Endpoint remote = endpoint(diag, DESTINATION_OFFSET, DESTINATION_PORT_OFFSET);
      long unread = Integer.toUnsignedLong(diag.getInt(UNREAD_OFFSET));
      add(new ClosedSocket(local, remote, unread, TcpInfo.of(tcpInfo)));
    }

    @Override
    public void lost() {
      synchronized (ClosedSockets.this) {
        complete = false;
      }
    }

    private void add(ClosedSocket socket) {
      synchronized (ClosedSockets.this) {
        sockets.add(socket);
        ClosedSockets.this.notifyAll();
      }
    }
  }

  /** A Java socket is IPv6 as a rule, and an IPv4 address in it mapped: packets carry IPv4. */
  private static Endpoint endpoint(ByteBuffer diag, int addressAt, int portAt) {
    byte[] address = new byte[diag.get(0) == AF_INET ? IPV4_BYTES : IPV6_BYTES];
    diag.get(addressAt, address);
    int port = (diag.get(portAt) & 0xFF) << 8 | diag.get(portAt + 1) & 0xFF;
    boolean mapped =
        address.length == IPV6_BYTES
            && Arrays.equals(address, 0, MAPPED.length, MAPPED, 0, MAPPED.length);
    return Endpoint.of(
        mapped ? Arrays.copyOfRange(address, MAPPED.length, IPV6_BYTES) : address, port);
  }
}
