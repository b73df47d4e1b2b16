/** What failed assertions say about what is sent again. */
package dev.tcpunit.internal.message.retransmission;
