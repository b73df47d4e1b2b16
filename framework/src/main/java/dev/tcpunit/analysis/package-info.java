/** From frames, a capture file or tcpdump text to a {@link dev.tcpunit.trace.Trace}. */
package dev.tcpunit.analysis;
