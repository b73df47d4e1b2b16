/**
 * The Linux kernel's own account of its TCP: counters of the network that a test runs in, and what
 * each socket knew of its connection when it was closed. It is independent of the capture, so each
 * can be checked against the other.
 */
@NullMarked
package dev.tcpunit.kernel;

import org.jspecify.annotations.NullMarked;
