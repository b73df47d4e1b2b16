package dev.tcpunit.kernel;

import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Trace;
import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the kernel counted about TCP while a test ran, beside what was captured meanwhile.
 *
 * @param trace the capture up to the moment when the counters were read
 * @param counters how much each counter grew, by names such as {@code Tcp.RetransSegs}
 * @param addresses those of the network that was counted: ends elsewhere are not in the counters
 * @param doubt why the counters are not this trace's alone, or not there; empty if they are
 */
public record KernelTruth(
    Trace trace, Map<String, Long> counters, Set<InetAddress> addresses, Optional<String> doubt) {

  /** Copies the counters and the addresses. */
  public KernelTruth {
    counters = Map.copyOf(counters);
    addresses = Set.copyOf(addresses);
  }

  /**
   * Whether the kernel that counted is at one end of a connection.
   *
   * @param connection a connection
   * @param end which end
   * @return true if the end's address is one of this network's
   */
  public boolean isHere(Connection connection, Role end) {
    InetAddress address = connection.flow(end).source().address();
    return address.isLoopbackAddress() || addresses.contains(address);
  }
}
