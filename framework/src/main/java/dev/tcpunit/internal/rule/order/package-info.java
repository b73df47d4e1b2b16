/** The rules about the order of arrival. */
package dev.tcpunit.internal.rule.order;
