/** What failed assertions say about the life of a connection as a whole. */
package dev.tcpunit.internal.message.lifecycle;
