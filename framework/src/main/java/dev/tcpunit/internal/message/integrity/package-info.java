/** What failed assertions say about damage and attack. */
package dev.tcpunit.internal.message.integrity;
