/** What failed assertions say about whether the bytes arrive. */
package dev.tcpunit.internal.message.delivery;
