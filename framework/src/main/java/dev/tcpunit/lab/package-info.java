/**
 * The laboratory: a {@link dev.tcpunit.lab.Link} that loses, delays or damages packets as told, and
 * the kernel's own account of what it did. For tests on Linux whose JVM has a network of its own.
 */
package dev.tcpunit.lab;
