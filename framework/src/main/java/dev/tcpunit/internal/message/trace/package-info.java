/** What failed assertions say about a trace as a whole. */
package dev.tcpunit.internal.message.trace;
