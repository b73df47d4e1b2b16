/** Messages of the assertions that compare the capture with the kernel. */
package dev.tcpunit.internal.message.kernel;
