package dev.tcpunit.internal.engine;

import dev.tcpunit.Requires;
import dev.tcpunit.capture.LinkTypes;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Uploads over loopback, and what the kernel counted of them in the calling thread's network. */
final class TcpTraffic {
  private static final int PROTOCOL_TCP = 6;
  private static final long SETTLE_SECONDS = 10;

  /** Waits until all that was sent so far has been delivered. */
  @FunctionalInterface
  interface Drain {
    void run() throws Exception;
  }

  private TcpTraffic() {}

  /** Skips the test where this JVM, or the machine, has no IPv6 and the address is of it. */
  static void require(String address) throws IOException {
    boolean available = true;
    try (ServerSocket server = new ServerSocket()) {
      server.bind(new InetSocketAddress(address, 0));
    } catch (SocketException e) {
      available = !address.contains(":");
    }
    Requires.that("ipv6", available, "no IPv6 here");
  }

  /** Uploads as often to a server that reads to the end and answers with one byte. */
  static void uploads(String address, int count, int bytes) throws Exception {
    for (int i = 0; i < count; i++) {
      upload(InetAddress.getByName(address), new byte[bytes]);
    }
  }

  private static void upload(InetAddress address, byte[] body) throws Exception {
    try (ServerSocket server = new ServerSocket()) {
      server.bind(new InetSocketAddress(address, 0));
      CompletableFuture<Void> served = serve(server);
      try (Socket client = new Socket(address, server.getLocalPort())) {
        client.getOutputStream().write(body);
        client.shutdownOutput();
        client.getInputStream().readAllBytes();
      }
      served.get(SETTLE_SECONDS, TimeUnit.SECONDS);
    }
  }

  private static CompletableFuture<Void> serve(ServerSocket server) {
    CompletableFuture<Void> served = new CompletableFuture<>();
    Runnable body =
        () -> {
          try (Socket socket = server.accept();
              InputStream in = socket.getInputStream()) {
            in.transferTo(OutputStream.nullOutputStream());
            socket.getOutputStream().write(1);
            served.complete(null);
          } catch (IOException e) {
            served.completeExceptionally(e);
          }
        };
    new Thread(body, "server").start();
    return served;
  }

  /** How many segments came in, once that number stands still while a capture drains. */
  static long settledInSegs(Drain drain) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SETTLE_SECONDS);
    while (System.nanoTime() < deadline) {
      long before = inSegs();
      drain.run();
      if (inSegs() == before) {
        return before;
      }
    }
    throw new AssertionError("segments keep coming");
  }

  private static long inSegs() throws IOException {
    return counter("InSegs");
  }

  /** One of the kernel's TCP counters in the calling thread's network (RFC 4022). */
  static long counter(String name) throws IOException {
    return counter("snmp", "Tcp:", name);
  }

  /** One of the counters that only Linux keeps. */
  static long linuxCounter(String name) throws IOException {
    return counter("netstat", "TcpExt:", name);
  }

  private static long counter(String file, String group, String name) throws IOException {
    List<String> tcp =
        Files.readAllLines(Path.of("/proc/thread-self/net", file)).stream()
            .filter(line -> line.startsWith(group))
            .toList();
    int column = List.of(tcp.get(0).split(" ")).indexOf(name);
    return Long.parseLong(tcp.get(1).split(" ")[column]);
  }

  /** Whether a frame, captured with its Ethernet or its cooked header, holds a TCP segment. */
  static boolean isTcp(CapturedFrames.Frame frame) {
    int ip = frame.linkType() == LinkTypes.ETHERNET ? 14 : 20;
    boolean four = frame.bytes()[ip] >> 4 == 4;
    return frame.bytes()[ip + (four ? 9 : 6)] == PROTOCOL_TCP;
  }
}
