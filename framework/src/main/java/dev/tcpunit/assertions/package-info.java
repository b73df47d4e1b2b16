/**
 * Fluent assertions on what went over the wire, in AssertJ's manner. Each holds, is violated, or
 * cannot be told from the capture; only the first passes.
 */
@NullMarked
package dev.tcpunit.assertions;

import org.jspecify.annotations.NullMarked;
