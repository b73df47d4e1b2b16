/**
 * The rules behind the assertions: each judges a connection or a trace and says holds, violated or
 * cannot tell, in words. Assertions, reports, the command line and the Maven plugin share them.
 */
package dev.tcpunit.internal.rule;
