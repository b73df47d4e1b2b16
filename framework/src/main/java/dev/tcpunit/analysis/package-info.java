/** From frames, a capture file or tcpdump text to a {@link dev.tcpunit.trace.Trace}. */
@NullMarked
package dev.tcpunit.analysis;

import org.jspecify.annotations.NullMarked;
