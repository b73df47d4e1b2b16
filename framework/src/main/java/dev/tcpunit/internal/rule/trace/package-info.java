/** The rules about a trace as a whole. */
package dev.tcpunit.internal.rule.trace;
