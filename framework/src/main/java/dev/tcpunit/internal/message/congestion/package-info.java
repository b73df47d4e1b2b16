/** The messages of assertions on how a sender controls congestion. */
package dev.tcpunit.internal.message.congestion;
