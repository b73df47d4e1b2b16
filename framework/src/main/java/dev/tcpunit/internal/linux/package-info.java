/**
 * What the JDK does not offer of Linux: packet sockets, their rings and filters, and the interfaces
 * they are on.
 *
 * <p>Calls go to the C library through JNA; a call that fails throws {@link
 * dev.tcpunit.internal.linux.LinuxException} with the kernel's reason by name.
 */
package dev.tcpunit.internal.linux;
