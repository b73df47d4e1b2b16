package dev.tcpunit.internal.door;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * One connection at one side of the wall: what comes from its socket goes into the leg, and the
 * other way, each direction by a thread of its own. Nothing is kept but what is on its way, so that
 * who does not read holds up who sends.
 */
final class Relay {
  private static final Set<Relay> OPEN = new HashSet<>();

  private final Socket socket;
  private final Leg leg;
  private int ended;

  private Relay(Socket socket, Leg leg) {
    this.socket = socket;
    this.leg = leg;
  }

  /** From now on any end that is not an ordinary one is a reset: also that of this process. */
  static void resetUnlessEnded(Socket socket) throws IOException {
    socket.setSoLinger(true, 0);
    socket.setTcpNoDelay(true);
  }

  static void begin(Socket socket, Leg leg) {
    Relay relay = new Relay(socket, leg);
    synchronized (OPEN) {
      OPEN.add(relay);
    }
    new Thread(relay::fromSocket, "out").start();
    new Thread(relay::fromLeg, "in").start();
  }

  /** Waits until none is open, for what those have sent who have ended meanwhile. */
  static void awaitEnds(long millis) throws InterruptedException {
    long limit = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    synchronized (OPEN) {
      for (long left = millis; !OPEN.isEmpty() && left > 0; left = millisTo(limit)) {
        OPEN.wait(left);
      }
    }
  }

  private static long millisTo(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(nanos - System.nanoTime());
  }

  private void fromSocket() {
    ByteBuffer piece = Leg.buffer();
    byte[] bytes = new byte[Leg.LARGEST_PIECE];
    try {
      InputStream in = socket.getInputStream();
      for (int read = in.read(bytes); read > 0; read = in.read(bytes)) {
        leg.write(piece.put(bytes, 0, read));
      }
      leg.write(piece);
      end();
    } catch (IOException e) {
      reset();
    }
  }

  private void fromLeg() {
    ByteBuffer piece = Leg.buffer();
    byte[] bytes = new byte[Leg.LARGEST_PIECE];
    try {
      OutputStream out = socket.getOutputStream();
      while (leg.read(piece)) {
        int length = piece.remaining();
        piece.get(bytes, 0, length);
        out.write(bytes, 0, length);
      }
      socket.shutdownOutput();
      end();
    } catch (IOException e) {
      reset();
    }
  }

  /** One direction has ended; with the other one all has. */
  private synchronized void end() throws IOException {
    ended++;
    if (ended == 2) {
      socket.setSoLinger(false, 0);
      socket.close();
      leg.close();
      forget();
    }
  }

  private void forget() {
    synchronized (OPEN) {
      OPEN.remove(this);
      OPEN.notifyAll();
    }
  }

  /** Also wakes the thread of the other direction. */
  private void reset() {
    reset(socket);
    leg.close();
    forget();
  }

  static void reset(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It was closed by the thread of the other direction.
    }
  }
}
