package dev.tcpunit.assertions;

import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes the kernel discard the data that reaches a socket, after the capture has seen it and before
 * TCP has: a socket filter (SO_ATTACH_FILTER) that lets segments pass which are no longer than a
 * header. So the peer really loses its data, on loopback and without privileges.
 */
final class DeafSocket {
  private static final int SOL_SOCKET = 1;
  private static final int SO_ATTACH_FILTER = 26;
  private static final int SO_DETACH_FILTER = 27;
  private static final int LONGEST_TCP_HEADER = 60;
  private static final int INSTRUCTION_BYTES = 8;
  private static final C LIBC = Native.load("c", C.class);

  /** The C library. */
  interface C extends Library {
    int setsockopt(int fd, int level, int name, Pointer value, int length);
  }

  private DeafSocket() {}

  /** Every connection that the server accepts from now on hears no data. */
  static void deafen(ServerSocket server) throws IOException {
    deafen(server.getLocalPort());
  }

  /** The sockets of this local port hear no data. */
  static void deafen(int port) throws IOException {
    attach(
        port,
        instruction(0x80, 0, 0, 0), // load the length
        instruction(0x25, 0, 1, LONGEST_TCP_HEADER), // longer? else skip one
        instruction(0x06, 0, 0, 0), // discard
        instruction(0x06, 0, 0, 0xFFFF)); // accept
  }

  /**
   * The sockets of this local port, and those that a server of it accepts from now on, do not hear
   * data that begin with this byte. So it can be said before the connection is opened, and no pause
   * is in its traffic while the sockets are looked for.
   */
  static void deafenTo(byte first, int port) throws IOException {
    attach(
        port,
        instruction(0x80, 0, 0, 0), // load the length
        instruction(0x25, 0, 6, LONGEST_TCP_HEADER), // longer? else skip six
        instruction(0x30, 0, 0, 12), // load the byte with the data offset
        instruction(0x74, 0, 0, 4), // that many words
        instruction(0x64, 0, 0, 2), // in bytes
        instruction(0x07, 0, 0, 0), // to the index
        instruction(0x50, 0, 0, 0), // load the first byte of data
        instruction(0x15, 1, 0, first & 0xFF), // that one? skip one
        instruction(0x06, 0, 0, 0xFFFF), // accept
        instruction(0x06, 0, 0, 0)); // discard
  }

  /** The sockets of this local port hear nothing, not even an ACK. */
  static void deafenToAll(int port) throws IOException {
    attach(port, instruction(0x06, 0, 0, 0));
  }

  private static void attach(int port, long... program) throws IOException {
    try (Memory code = new Memory((long) program.length * INSTRUCTION_BYTES);
        Memory sockFprog = new Memory(2L * Native.POINTER_SIZE)) {
      code.write(0, program, 0, program.length);
      sockFprog.clear();
      sockFprog.setShort(0, (short) program.length);
      sockFprog.setPointer(Native.POINTER_SIZE, code);
      for (int fd : fileDescriptors(port)) {
        check(LIBC.setsockopt(fd, SOL_SOCKET, SO_ATTACH_FILTER, sockFprog, 16));
      }
    }
  }

  /** The accepted connections of a port hear again. */
  static void heal(int port) throws IOException {
    try (Memory nothing = new Memory(4)) {
      nothing.clear();
      for (int fd : fileDescriptors(port)) {
        check(LIBC.setsockopt(fd, SOL_SOCKET, SO_DETACH_FILTER, nothing, 4));
      }
    }
  }

  private static long instruction(int code, int ifTrue, int ifFalse, int operand) {
    return code | (long) ifTrue << 16 | (long) ifFalse << 24 | (long) operand << 32;
  }

  private static void check(int result) {
    if (result != 0) {
      throw new IllegalStateException("setsockopt: errno " + Native.getLastError());
    }
  }

  /** The descriptors of this process whose sockets have that local port. */
  private static List<Integer> fileDescriptors(int port) throws IOException {
    List<String> sockets =
        Stream.concat(
                Files.readAllLines(Path.of("/proc/self/net/tcp")).stream(),
                Files.readAllLines(Path.of("/proc/self/net/tcp6")).stream())
            .map(line -> line.trim().split("\\s+"))
            .filter(words -> words[1].endsWith(":%04X".formatted(port)))
            .map(words -> "socket:[" + words[9] + "]")
            .toList();
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.filter(path -> sockets.contains(target(path)))
          .map(path -> Integer.valueOf(path.getFileName().toString()))
          .toList();
    }
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException ignored) {
      return "closed meanwhile";
    }
  }
}
