package dev.tcpunit.internal.linux;

import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;

/**
 * A socket of a kind that the JDK does not offer. It belongs to the network namespace of the thread
 * that opened it.
 */
public final class LinuxSocket implements AutoCloseable {
  public static final int AF_INET = 2;
  public static final int AF_INET6 = 10;
  public static final int AF_NETLINK = 16;
  public static final int AF_PACKET = 17;
  public static final int SOCK_STREAM = 1;
  public static final int SOCK_DGRAM = 2;
  public static final int SOCK_RAW = 3;

  private static final int SOCK_CLOEXEC = 0x80000;
  private static final int SOL_SOCKET = 1;
  private static final int SO_ERROR = 4;
  private static final int MSG_DONTWAIT = 0x40;

  private final int fd;
  private boolean closed;

  private LinuxSocket(int fd) {
    this.fd = fd;
  }

  /** Opens a socket that child processes do not inherit. */
  public static LinuxSocket open(int domain, int type, int protocol) throws LinuxException {
    Jna.check();
    int fd = LibC.socket(domain, type | SOCK_CLOEXEC, protocol);
    return new LinuxSocket(LinuxException.check(fd, "socket(" + domainName(domain) + ")"));
  }

  private static String domainName(int domain) {
    return switch (domain) {
      case AF_NETLINK -> "AF_NETLINK";
      case AF_PACKET -> "AF_PACKET";
      default -> "domain " + domain;
    };
  }

  public int fd() {
    return fd;
  }

  public void bind(ByteBuffer address) throws LinuxException {
    LinuxException.check(LibC.bind(fd, address, address.capacity()), "bind");
  }

  public void connect(ByteBuffer address) throws LinuxException {
    LinuxException.check(LibC.connect(fd, address, address.capacity()), "connect");
  }

  /** Sets an option; {@code call} names it in the error. */
  public void setOption(int level, int name, ByteBuffer value, String call) throws LinuxException {
    LinuxException.check(
        LibC.setsockopt(fd, level, name, value, value.capacity()), "setsockopt(" + call + ")");
  }

  /** Reads an option into a buffer; {@code call} names it in the error. */
  public void getOption(int level, int name, ByteBuffer value, String call) throws LinuxException {
    ByteBuffer length = NativeMemory.ofInt(value.capacity());
    LinuxException.check(
        LibC.getsockopt(fd, level, name, value, length), "getsockopt(" + call + ")");
  }

  /**
   * Takes the next datagram, without waiting for one.
   *
   * @return its length, cut to the buffer's; 0 if there is none
   */
  public int receive(ByteBuffer into) throws LinuxException {
    NativeLong size = new NativeLong(into.capacity());
    int length = LibC.recv(fd, into, size, MSG_DONTWAIT).intValue();
    return length < 0 && Native.getLastError() == Errno.EAGAIN
        ? 0
        : LinuxException.check(length, "recv");
  }

  /** The error that the socket has met since last asked, or 0; asking clears it. */
  public int pendingError() throws LinuxException {
    ByteBuffer error = NativeMemory.ofInt(0);
    getOption(SOL_SOCKET, SO_ERROR, error, "SO_ERROR");
    return error.getInt(0);
  }

  /** Throws the error that the socket has met since last asked, if there is one. */
  public void throwPendingError(String call) throws LinuxException {
    int error = pendingError();
    if (error != 0) {
      throw new LinuxException(call, error);
    }
  }

  /** Sends what lies between a buffer's start and its position. */
  public void send(ByteBuffer message) throws LinuxException {
    int length = message.position();
    NativeLong sent = LibC.send(fd, message.rewind(), new NativeLong(length), 0);
    LinuxException.check(sent.intValue(), "send");
  }

  /** Waits for one message, which is put at the start of a buffer. */
  public int await(ByteBuffer message) throws LinuxException {
    NativeLong received = LibC.recv(fd, message.rewind(), new NativeLong(message.capacity()), 0);
    return LinuxException.check(received.intValue(), "recv");
  }

  public void ioctl(long request, ByteBuffer argument, String call) throws LinuxException {
    LinuxException.check(
        LibC.ioctl(fd, new NativeLong(request, true), argument), "ioctl(" + call + ")");
  }

  /** Attaches a classic BPF program: it decides which packets arrive, and how much of each. */
  public void attachFilter(BpfProgram program) throws LinuxException {
    int pointerAt = Native.POINTER_SIZE;
    ByteBuffer sockFprog = NativeMemory.allocate(2 * Native.POINTER_SIZE);
    ByteBuffer code = program.code();
    sockFprog.putShort(0, (short) program.length());
    long address = Pointer.nativeValue(Native.getDirectBufferPointer(code));
    NativeMemory.putAddress(sockFprog, pointerAt, address);
    setOption(SOL_SOCKET, BpfProgram.SO_ATTACH_FILTER, sockFprog, "SO_ATTACH_FILTER");
    Reference.reachabilityFence(code);
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      LibC.close(fd);
    }
  }
}
