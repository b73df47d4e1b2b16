/** The rules about how a sender controls congestion. */
package dev.tcpunit.internal.rule.congestion;
