package dev.tcpunit.internal.linux;

/**
 * The interface through which the packets of {@code lo} go where they are steered to one processor
 * and {@code lo} itself cannot be told to. Each of them passes both; a capture on all interfaces
 * leaves out those of the detour.
 */
public final class Detour {
  /** The detour's name; links are called tcpunit0, tcpunit1 and so on. */
  public static final String NAME = "tcpunit-lo";

  /** The other end, where the detour is one of a pair. */
  public static final String PEER = "tcpunit-lo-far";

  /** No interface has this number. */
  public static final int NONE = 0;

  private Detour() {}

  /** The detour's number in the calling thread's network, or {@link #NONE}. */
  public static int index() throws LinuxException {
    try (LinuxSocket socket = LinuxSocket.open(LinuxSocket.AF_INET, LinuxSocket.SOCK_DGRAM, 0)) {
      return NetworkDevices.index(socket, NAME);
    } catch (LinuxException e) {
      if (e.errno() == Errno.ENODEV) {
        return NONE;
      }
      throw e;
    }
  }
}
