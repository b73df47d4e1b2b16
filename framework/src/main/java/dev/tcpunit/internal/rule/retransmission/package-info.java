/** The rules about what is sent again. */
package dev.tcpunit.internal.rule.retransmission;
