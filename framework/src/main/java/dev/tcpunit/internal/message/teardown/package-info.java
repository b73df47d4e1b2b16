/** What failed assertions say about how a connection is closed. */
package dev.tcpunit.internal.message.teardown;
