/**
 * What was captured, as an immutable model: connections, their two flows and their segments. It is
 * made of interfaces that can only be read; what the analysis writes stands behind them.
 */
@NullMarked
package dev.tcpunit.trace;

import org.jspecify.annotations.NullMarked;
