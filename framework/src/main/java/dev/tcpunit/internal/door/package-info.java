/**
 * Doors through the wall: ports that are let into a private network, or out of it. Two processes
 * stand at them, one on each side, and pass on what connections carry over a socket of the file
 * system, which knows no networks.
 */
@NullMarked
package dev.tcpunit.internal.door;

import org.jspecify.annotations.NullMarked;
