package dev.tcpunit.internal.engine.pcap4j;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;

/**
 * Gets libpcap past the blocks of its ring that the kernel may have filled before the filter was
 * set. Libpcap filters those once more by itself, but only the kernel knows whether a packet is
 * inbound: libpcap takes none for inbound, and loses all packets in these blocks (libpcap issue
 * 1482). So this class sends datagrams to itself until the last one sent comes through; from then
 * on the kernel alone filters.
 */
final class FilterPrimer {
  private static final long FIRST_PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(3);
  private static final long TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final int TOKEN_BYTES = 16;

  private final byte[] payload = new byte[TOKEN_BYTES + Integer.BYTES];
  private int lastSent;
  private int lastSeen;
  private volatile boolean done;

  FilterPrimer() {
    new SecureRandom().nextBytes(payload);
  }

  /** Whether a captured frame is not yet to be delivered. */
  boolean swallows(byte[] frame) {
    return !done && look(frame);
  }

  private synchronized boolean look(byte[] frame) {
    int start = frame.length - payload.length;
    for (int i = 0; i < TOKEN_BYTES && start >= 0; i++) {
      if (frame[start + i] != payload[i]) {
        return true;
      }
    }
    if (start >= 0) {
      lastSeen = ByteBuffer.wrap(frame).getInt(start + TOKEN_BYTES);
      notifyAll();
    }
    return true;
  }

  /**
   * Sends datagrams until the last one sent has come through; as they keep their order, none comes
   * later.
   */
  synchronized void run() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TIMEOUT_NANOS;
    long patience = FIRST_PATIENCE_NANOS;
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(loopback, 0))) {
      while (lastSent == 0 || lastSeen < lastSent) {
        failAfter(deadline);
        lastSent++;
        ByteBuffer.wrap(payload).putInt(TOKEN_BYTES, lastSent);
        socket.send(new DatagramPacket(payload, payload.length, socket.getLocalSocketAddress()));
        awaitLast(System.nanoTime() + patience);
        patience *=
            2; // or on a busy machine each would be followed by the next before it came through
      }
    }
    done = true;
  }

  private void awaitLast(long until) throws InterruptedException {
    long left = until - System.nanoTime();
    while (lastSeen < lastSent && left > 0) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
      left = until - System.nanoTime();
    }
  }

  private void failAfter(long deadline) throws IOException {
    if (System.nanoTime() - deadline > 0) {
      throw new IOException(
          "of " + lastSent + " datagrams to 127.0.0.1 the last captured is number " + lastSeen);
    }
  }
}
