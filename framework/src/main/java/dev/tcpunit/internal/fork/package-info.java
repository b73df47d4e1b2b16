/**
 * Annotated classes in a JVM of their own behind the wall, where the one that JUnit runs in is in
 * no private network: their nodes in Jupiter's tree are swapped for such as wait for the child's
 * events.
 */
package dev.tcpunit.internal.fork;
