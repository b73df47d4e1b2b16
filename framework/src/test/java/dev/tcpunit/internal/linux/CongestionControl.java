package dev.tcpunit.internal.linux;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The congestion control of one socket. A network of one's own lets only some algorithms become its
 * default, but who may administer it may give any to a socket.
 */
public final class CongestionControl {
  private static final int IPPROTO_TCP = 6;
  private static final int TCP_CONGESTION = 13;
  private static final int LOCAL_ADDRESS = 1;
  private static final int INODE = 9;

  private CongestionControl() {}

  /** Sets that of this process's connected socket with a local port. */
  public static void set(int localPort, String name) throws IOException {
    ByteBuffer value = ByteBuffer.allocateDirect(name.length());
    value.put(name.getBytes(StandardCharsets.US_ASCII)).flip();
    try {
      int failed =
          LibC.setsockopt(descriptor(localPort), IPPROTO_TCP, TCP_CONGESTION, value, name.length());
      LinuxException.check(failed, "setsockopt(TCP_CONGESTION " + name + ")");
    } catch (LinuxException e) {
      throw new IOException(e);
    }
  }

  private static int descriptor(int localPort) throws IOException {
    List<String> inodes = inodes(localPort);
    try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
      return all.filter(fd -> inodes.contains(target(fd)))
          .mapToInt(fd -> Integer.parseInt(fd.getFileName().toString()))
          .findAny()
          .orElseThrow(() -> new IOException("no socket of port " + localPort + ": " + inodes));
    }
  }

  private static List<String> inodes(int localPort) throws IOException {
    try (Stream<String> four = Files.lines(Path.of("/proc/self/net/tcp"));
        Stream<String> six = Files.lines(Path.of("/proc/self/net/tcp6"))) {
      String port = ":%04X".formatted(localPort);
      return Stream.concat(four, six)
          .map(line -> line.strip().split("\\s+"))
          .filter(columns -> columns[LOCAL_ADDRESS].endsWith(port))
          .map(columns -> "socket:[" + columns[INODE] + "]")
          .toList();
    }
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException e) {
      return "closed meanwhile";
    }
  }
}
