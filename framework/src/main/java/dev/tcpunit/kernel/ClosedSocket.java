package dev.tcpunit.kernel;

import dev.tcpunit.net.Endpoint;

/**
 * A TCP socket that the kernel has let go of, with what it knew of the connection at last.
 *
 * @param local the socket's own end
 * @param remote the other end
 * @param info the final account
 */
public record ClosedSocket(Endpoint local, Endpoint remote, TcpInfo info) {}
