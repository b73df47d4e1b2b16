/** The rules about explicit congestion notification. */
package dev.tcpunit.internal.rule.ecn;
