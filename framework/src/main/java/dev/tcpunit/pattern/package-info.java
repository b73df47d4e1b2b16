/** A small language for what a connection should look like, segment by segment. */
package dev.tcpunit.pattern;
