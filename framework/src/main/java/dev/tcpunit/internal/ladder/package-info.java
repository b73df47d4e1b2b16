/**
 * The segments of a connection as a ladder between its client and its server: which rungs it has,
 * and the ladder as text.
 */
@NullMarked
package dev.tcpunit.internal.ladder;

import org.jspecify.annotations.NullMarked;
