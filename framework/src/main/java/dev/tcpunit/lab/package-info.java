/**
 * The laboratory: a {@link dev.tcpunit.lab.Link} that loses, delays or damages packets as told, and
 * servers that misbehave. For tests on Linux whose JVM has a network of its own.
 *
 * <p>The machine behind a link is not public: a thread takes frames at the far end of a veth pair,
 * tells by sequence numbers what each of them is, and sends them back later, slower, twice,
 * damaged, in another order, or not at all.
 */
@NullMarked
package dev.tcpunit.lab;

import org.jspecify.annotations.NullMarked;
