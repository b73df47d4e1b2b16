/** What failed assertions say about explicit congestion notification. */
package dev.tcpunit.internal.message.ecn;
