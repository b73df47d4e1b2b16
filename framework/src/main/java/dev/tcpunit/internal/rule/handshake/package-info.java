/** The rules about how a connection is opened. */
package dev.tcpunit.internal.rule.handshake;
