package dev.tcpunit.assertions;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.ptr.IntByReference;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Handshake;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;

/** Connections of Multipath TCP, which Java's sockets cannot ask for. */
final class MptcpTraffic {
  private static final int AF_INET = 2;
  private static final int SOCK_STREAM = 1;
  private static final int IPPROTO_MPTCP = 262;
  private static final Predicate<Connection> OPENED =
      c -> c.handshake().state() == Handshake.State.COMPLETED;

  private MptcpTraffic() {}

  /** Whether this kernel has it. */
  static boolean isThere() {
    return Files.exists(Path.of("/proc/sys/net/mptcp/enabled"));
  }

  static void both(Scene scene) throws Exception {
    C libc = Native.load("c", C.class);
    int server = libc.socket(AF_INET, SOCK_STREAM, IPPROTO_MPTCP);
    byte[] address = address(0);
    libc.bind(server, address, address.length);
    libc.listen(server, 1);
    libc.getsockname(server, address, new IntByReference(address.length));
    int port = (address[2] & 0xFF) << 8 | address[3] & 0xFF;
    scene.watch(port);
    int client = connect(libc, port);
    int accepted = libc.accept(server, null, null);
    scene.awaitAt(port, OPENED);
    scene.keep();
    for (int fd : new int[] {client, accepted, server}) {
      libc.close(fd);
    }
  }

  @SuppressWarnings("try") // the server's end is there, and no more
  static void clientAlone(Scene scene) throws Exception {
    C libc = Native.load("c", C.class);
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      scene.watch(server);
      int client = connect(libc, server.getLocalPort());
      try (Socket accepted = server.accept()) {
        scene.awaitAt(server, OPENED);
        scene.keep();
        libc.close(client);
      }
    }
  }

  private static int connect(C libc, int port) {
    int client = libc.socket(AF_INET, SOCK_STREAM, IPPROTO_MPTCP);
    byte[] address = address(port);
    libc.connect(client, address, address.length);
    return client;
  }

  private static byte[] address(int port) {
    byte[] address = new byte[16];
    address[0] = AF_INET;
    address[2] = (byte) (port >> 8);
    address[3] = (byte) port;
    address[4] = 127;
    address[7] = 1;
    return address;
  }

  /** The C library. */
  interface C extends Library {
    int socket(int domain, int type, int protocol) throws LastErrorException;

    int bind(int fd, byte[] address, int length) throws LastErrorException;

    int listen(int fd, int backlog) throws LastErrorException;

    int getsockname(int fd, byte[] address, IntByReference length) throws LastErrorException;

    int connect(int fd, byte[] address, int length) throws LastErrorException;

    int accept(int fd, byte[] address, IntByReference length) throws LastErrorException;

    int close(int fd) throws LastErrorException;
  }
}
