/**
 * Tests a TCP test: plays it what a worse network or a worse client would have left, and sees which
 * of its assertions notice.
 */
@NullMarked
package dev.tcpunit.mutation;

import org.jspecify.annotations.NullMarked;
