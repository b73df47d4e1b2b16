/** The values that everything else speaks of: sequence numbers, endpoints, flow keys, flags. */
@NullMarked
package dev.tcpunit.net;

import org.jspecify.annotations.NullMarked;
