/**
 * What a trace says, for people and for programs: a table of connections, a ladder of segments, an
 * explanation in plain English, and JSON.
 */
@NullMarked
package dev.tcpunit.report;

import org.jspecify.annotations.NullMarked;
