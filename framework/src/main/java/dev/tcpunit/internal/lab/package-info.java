/**
 * The machine behind the lab's link: it takes frames at the far end of a veth pair, tells by
 * sequence numbers what each of them is, and sends them back later, slower, twice, damaged, in
 * another order, or not at all.
 */
package dev.tcpunit.internal.lab;
