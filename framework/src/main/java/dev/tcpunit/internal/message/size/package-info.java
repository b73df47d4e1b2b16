/** What failed assertions say about the size of segments and the speed of flows. */
package dev.tcpunit.internal.message.size;
