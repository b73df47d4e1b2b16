package dev.tcpunit.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Objects;

/**
 * How a server misbehaves, on a real socket: what a client meets without any packet being lost.
 *
 * <pre>{@code
 * try (MisbehavingServer server = ServerBehaviour.neverReads().start(link.serverAddress())) {
 *   client.connect(link.towards(server.port()));
 *   ...
 * }
 * }</pre>
 *
 * <p>It knows bytes, not HTTP; for faults of HTTP take MockWebServer or WireMock. Immutable.
 */
public final class ServerBehaviour {
  /** Little room, so that a window closes soon; the kernel doubles it for its own needs. */
  private static final int SMALL_BUFFER = 8 << 10;

  private static final int USUAL_BACKLOG = 50;

  private final String text;
  private final int backlog;
  private final int receiveBuffer;
  private final Conversation conversation;

  /** What a server does with a connection; null for one that accepts none. */
  @FunctionalInterface
  interface Conversation {
    void with(Socket client, MisbehavingServer server) throws IOException;
  }

  private ServerBehaviour(String text, int backlog, int receiveBuffer, Conversation conversation) {
    this.text = text;
    this.backlog = backlog;
    this.receiveBuffer = receiveBuffer;
    this.conversation = conversation;
  }

  private static ServerBehaviour of(String text, Conversation conversation) {
    return new ServerBehaviour(text, USUAL_BACKLOG, 0, conversation);
  }

  /**
   * Listens, but accepts no connection: the kernel completes two handshakes on its own, and leaves
   * the SYNs of others unanswered.
   *
   * @return the behaviour
   */
  public static ServerBehaviour neverAccepts() {
    return new ServerBehaviour("never accepts", 1, 0, null);
  }

  /**
   * Accepts and never reads: its window closes after some kilobytes.
   *
   * @return the behaviour
   */
  public static ServerBehaviour neverReads() {
    return new ServerBehaviour(
        "never reads",
        USUAL_BACKLOG,
        SMALL_BUFFER,
        (client, server) -> server.pause(Duration.ofDays(1)));
  }

  /**
   * Reads so much at a time, with a pause before each: its window closes and opens.
   *
   * @param bytes how much, at least 1
   * @param pause how long before
   * @return the behaviour
   * @throws IllegalArgumentException if {@code bytes} is less than 1
   */
  public static ServerBehaviour readsSlowly(int bytes, Duration pause) {
    requirePositive(bytes);
    return new ServerBehaviour(
        "reads " + bytes + " bytes each " + pause.toMillis() + " ms",
        USUAL_BACKLOG,
        SMALL_BUFFER,
        (client, server) -> {
          InputStream in = client.getInputStream();
          do {
            server.pause(pause);
          } while (in.readNBytes(bytes).length == bytes);
        });
  }

  /**
   * Closes after having read so much: with FIN, and with RST to what comes later.
   *
   * @param bytes how much, 0 for at once
   * @return the behaviour
   * @throws IllegalArgumentException if it is negative
   */
  public static ServerBehaviour closesAfter(int bytes) {
    requireNotNegative(bytes);
    return of(
        "closes after " + bytes + " bytes",
        (client, server) -> client.getInputStream().readNBytes(bytes));
  }

  /**
   * Resets the connection after having read so much: with RST and no FIN.
   *
   * @param bytes how much, 0 for at once
   * @return the behaviour
   * @throws IllegalArgumentException if it is negative
   */
  public static ServerBehaviour resetsAfter(int bytes) {
    requireNotNegative(bytes);
    return of(
        "resets after " + bytes + " bytes",
        (client, server) -> {
          client.getInputStream().readNBytes(bytes);
          client.setSoLinger(true, 0);
        });
  }

  /**
   * Answers before it has read all, and closes: as a server that refuses an upload by its length
   * with status 413.
   *
   * @param bytes how much it reads before
   * @param answer what it sends
   * @return the behaviour
   * @throws IllegalArgumentException if {@code bytes} is negative
   */
  public static ServerBehaviour answersEarlyAndCloses(int bytes, byte[] answer) {
    return answers("answers early and closes", bytes, answer.clone(), false);
  }

  /**
   * Answers before it has read all, and then reads to the end.
   *
   * @param bytes how much it reads before
   * @param answer what it sends
   * @return the behaviour
   * @throws IllegalArgumentException if {@code bytes} is negative
   */
  public static ServerBehaviour answersEarlyAndGoesOn(int bytes, byte[] answer) {
    return answers("answers early and goes on", bytes, answer.clone(), true);
  }

  private static ServerBehaviour answers(String text, int bytes, byte[] answer, boolean goesOn) {
    requireNotNegative(bytes);
    return of(
        text,
        (client, server) -> {
          client.getInputStream().readNBytes(bytes);
          client.getOutputStream().write(answer);
          if (goesOn) {
            client.getInputStream().transferTo(OutputStream.nullOutputStream());
          }
        });
  }

  /**
   * Sends FIN at once, and still reads to the end: half-closed, RFC 9293 section 3.6.
   *
   * @return the behaviour
   */
  public static ServerBehaviour halfCloses() {
    return of(
        "half-closes",
        (client, server) -> {
          client.shutdownOutput();
          client.getInputStream().transferTo(OutputStream.nullOutputStream());
        });
  }

  /**
   * Answers with a segment for each byte, as long as the pauses let the congestion window keep up,
   * then closes.
   *
   * @param bytes how much it reads before
   * @param answer what it sends
   * @param pause how long before each byte
   * @return the behaviour
   * @throws IllegalArgumentException if {@code bytes} is negative
   */
  public static ServerBehaviour answersByteByByte(int bytes, byte[] answer, Duration pause) {
    requireNotNegative(bytes);
    byte[] copy = answer.clone();
    return of(
        "answers byte by byte",
        (client, server) -> {
          client.setTcpNoDelay(true);
          client.getInputStream().readNBytes(bytes);
          for (byte one : copy) {
            server.pause(pause);
            client.getOutputStream().write(one);
          }
        });
  }

  private static void requirePositive(int bytes) {
    if (bytes < 1) {
      throw new IllegalArgumentException("a server reads at least 1 byte at a time: " + bytes);
    }
  }

  private static void requireNotNegative(int bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException("a server cannot read " + bytes + " bytes");
    }
  }

  /**
   * Starts a server that behaves so.
   *
   * @param address where it listens, such as {@link Link#serverAddress()}; the port is any
   * @return the server, to be closed
   * @throws IOException if it cannot listen there
   */
  public MisbehavingServer start(InetAddress address) throws IOException {
    Objects.requireNonNull(address, "address");
    ServerSocket listener = new ServerSocket();
    try {
      if (receiveBuffer > 0) {
        listener.setReceiveBufferSize(receiveBuffer); // sockets that it accepts inherit it
      }
      listener.bind(new InetSocketAddress(address, 0), backlog);
    } catch (IOException e) {
      listener.close();
      throw e;
    }
    return MisbehavingServer.start(text, listener, conversation);
  }

  /** The behaviour in words. */
  @Override
  public String toString() {
    return text;
  }
}
