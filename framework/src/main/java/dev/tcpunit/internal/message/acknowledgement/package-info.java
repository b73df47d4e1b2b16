/** What failed assertions say about how data is acknowledged. */
package dev.tcpunit.internal.message.acknowledgement;
