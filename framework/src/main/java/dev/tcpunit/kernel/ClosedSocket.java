package dev.tcpunit.kernel;

import dev.tcpunit.net.Endpoint;

/**
 * A TCP socket that the kernel has let go of, with what it knew of the connection at last.
 *
 * @param local the socket's own end
 * @param remote the other end
 * @param unread bytes that had arrived and that the program had not read; the peer's FIN counts as
 *     one
 * @param info the final account
 */
public record ClosedSocket(Endpoint local, Endpoint remote, long unread, TcpInfo info) {
  /**
   * Whether the kernel took the connection from the socket before it let go of it, as {@code
   * close()} does with {@code SO_LINGER} 0. Then the remote port is 0, and the local address too if
   * the program had not bound one.
   *
   * @return true if the remote port is not known
   */
  public boolean isDisconnected() {
    return remote.port() == 0;
  }
}
