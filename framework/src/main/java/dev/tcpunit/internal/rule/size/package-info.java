/** The rules about the size of segments and the speed of flows. */
package dev.tcpunit.internal.rule.size;
