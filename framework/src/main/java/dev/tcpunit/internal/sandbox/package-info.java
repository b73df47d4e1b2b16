/**
 * The private network of a test JVM: a launcher that stands in for {@code java} and starts the JVM
 * in a network namespace of its own, without root where the kernel allows it.
 */
package dev.tcpunit.internal.sandbox;
