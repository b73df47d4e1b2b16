/** What failed assertions say about the order of arrival. */
package dev.tcpunit.internal.message.order;
