/**
 * The command line of the standalone jar: reads captures and says what happened on the wire. It is
 * not in the jar that tests depend on.
 */
package dev.tcpunit.cli;
