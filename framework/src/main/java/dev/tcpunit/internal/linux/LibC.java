package dev.tcpunit.internal.linux;

import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import java.nio.Buffer;

/**
 * The C library's functions, mapped directly (an interface mapping costs a reflective call each).
 *
 * <p>{@link NativeLong} stands for {@code size_t}, {@code off_t} and {@code unsigned long}.
 */
final class LibC {
  static {
    Native.register(LibC.class, "c");
  }

  private LibC() {}

  static native int socket(int domain, int type, int protocol);

  static native int bind(int fd, Buffer address, int length);

  static native int connect(int fd, Buffer address, int length);

  static native int setsockopt(int fd, int level, int name, Buffer value, int length);

  static native int getsockopt(int fd, int level, int name, Buffer value, Buffer length);

  static native int ioctl(int fd, NativeLong request, Buffer argument);

  static native int close(int fd);

  static native NativeLong read(int fd, Buffer to, NativeLong length);

  static native NativeLong write(int fd, Buffer from, NativeLong length);

  static native NativeLong send(int fd, Buffer from, NativeLong length, int flags);

  static native NativeLong recv(int fd, Buffer to, NativeLong length, int flags);

  static native int sendmmsg(int fd, Pointer messages, int count, int flags);

  static native int poll(Buffer descriptors, NativeLong count, int timeoutMillis);

  static native int ppoll(Buffer descriptors, NativeLong count, Buffer timeout, Pointer signals);

  static native int prctl(
      int option, NativeLong one, NativeLong two, NativeLong three, NativeLong four);

  static native int unshare(int flags);

  static native int mount(
      String source, String target, String type, NativeLong flags, Pointer data);

  static native int eventfd(int initial, int flags);

  static native Pointer mmap(
      Pointer at, NativeLong length, int protection, int flags, int fd, NativeLong offset);

  static native int munmap(Pointer at, NativeLong length);

  static native int getpagesize();

  static native Pointer if_nameindex();

  static native void if_freenameindex(Pointer names);

  static native String strerror(int errno);
}
