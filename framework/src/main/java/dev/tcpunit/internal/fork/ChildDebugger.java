package dev.tcpunit.internal.fork;

import dev.tcpunit.internal.door.Doors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;

/**
 * The option by which a debugger stops in the child, where there is one in this JVM. Where this JVM
 * listens for one, the child does in its place; where an IDE listens, which takes one JVM alone,
 * the child listens at a port of its own, and says so in the words that IDEs know.
 */
final class ChildDebugger {
  private static final Logger LOG = Logger.getLogger(ChildDebugger.class.getName());
  private static final Pattern JDWP = Pattern.compile("-agentlib:jdwp=.*|-Xrunjdwp:.*");
  private static final byte[] HANDSHAKE = "JDWP-Handshake".getBytes(StandardCharsets.US_ASCII);
  private static final int HANDSHAKE_MILLIS = (int) TimeUnit.SECONDS.toMillis(5);

  private static String ofThisJvm;

  /** Kept open: as long as somebody is attached to this JVM, it does not listen. */
  private static Socket attached;

  private ChildDebugger() {}

  /** The option for children of this JVM, found once; empty where it has no debugger. */
  static synchronized String option(List<String> argumentsOfThisJvm) {
    if (ofThisJvm == null) {
      ofThisJvm =
          argumentsOfThisJvm.stream()
              .filter(argument -> JDWP.matcher(argument).matches())
              .reduce("", (first, last) -> forChild(last));
    }
    return ofThisJvm;
  }

  private static String forChild(String option) {
    if (option.contains("server=y")) {
      return option;
    }
    String suspend = option.contains("suspend=n") ? "n" : "y";
    return "-agentlib:jdwp=transport=dt_socket,server=y,suspend=%s,address=127.0.0.1:%d"
        .formatted(suspend, freePort());
  }

  private static int freePort() {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("no port is left for a debugger", e);
    }
  }

  /**
   * Has this JVM leave its port to the child: it listens as long as nobody is attached to it. Where
   * somebody is, the port is free.
   */
  static synchronized void leavePort(String option) {
    int port = Doors.debuggerPort(option);
    if (attached != null || port == 0) {
      return;
    }
    Socket socket = new Socket();
    try {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      socket.setSoTimeout(HANDSHAKE_MILLIS);
      socket.getOutputStream().write(HANDSHAKE);
      socket.getInputStream().readNBytes(HANDSHAKE.length);
      attached = socket;
    } catch (IOException e) {
      LOG.log(Level.FINE, "port " + port + " is free, or will be said to be taken", e);
      close(socket);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      LOG.log(Level.FINE, "left open", e);
    }
  }
}
