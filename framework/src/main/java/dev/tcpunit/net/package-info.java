/** The values that everything else speaks of: sequence numbers, endpoints, flow keys, flags. */
package dev.tcpunit.net;
