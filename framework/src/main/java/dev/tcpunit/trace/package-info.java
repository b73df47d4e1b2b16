/**
 * What was captured, as an immutable model: connections, their two flows and their segments. The
 * analysis writes it; assertions, reports and the command line only read it.
 */
@NullMarked
package dev.tcpunit.trace;

import org.jspecify.annotations.NullMarked;
