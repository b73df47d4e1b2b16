/** What failed assertions say about how a connection is opened. */
package dev.tcpunit.internal.message.handshake;
