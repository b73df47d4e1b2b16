/**
 * The laboratory: a link that damages packets as told, and the kernel's own account of what it did.
 * For tests on Linux whose JVM has a network of its own.
 */
package dev.tcpunit.lab;
