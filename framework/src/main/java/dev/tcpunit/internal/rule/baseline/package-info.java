/** The rules about all that was captured, against a baseline. */
package dev.tcpunit.internal.rule.baseline;
