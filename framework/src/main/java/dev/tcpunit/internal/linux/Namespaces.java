package dev.tcpunit.internal.linux;

/** Namespaces of the calling thread. */
public final class Namespaces {
  private static final int CLONE_NEWNET = 0x40000000;

  private Namespaces() {}

  /**
   * Gives the calling thread a network of its own, with a loopback interface that is down. Sockets
   * that it opens, and threads that it starts, belong there; it takes CAP_SYS_ADMIN.
   */
  public static void unshareNetwork() throws LinuxException {
    LinuxException.check(LibC.unshare(CLONE_NEWNET), "unshare(CLONE_NEWNET)");
  }
}
