/** A small language for what a connection should look like, segment by segment. */
@NullMarked
package dev.tcpunit.pattern;

import org.jspecify.annotations.NullMarked;
