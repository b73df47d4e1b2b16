/** Whether the capture agrees with the kernel. */
package dev.tcpunit.internal.rule.kernel;
