package dev.tcpunit.internal.linux;

import dev.tcpunit.net.Endpoint;

/**
 * A connected TCP socket that its own program has not closed.
 *
 * @param peerClosed whether FIN came from the other end: CLOSE-WAIT (RFC 9293 section 3.3.2)
 */
public record OpenSocket(Endpoint local, Endpoint remote, boolean peerClosed) {}
