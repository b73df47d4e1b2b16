package dev.tcpunit.kernel;

import dev.tcpunit.trace.Role;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the kernel knew of a connection's sockets when it let go of them.
 *
 * @param ends the ends of the connection that are on this machine
 * @param closed the sockets of those ends that are closed
 * @param doubt why they may be another connection's, or not there; empty if there is none
 */
public record KernelSockets(Set<Role> ends, List<ClosedSocket> closed, Optional<String> doubt) {

  /** Copies the ends and the sockets. */
  public KernelSockets {
    ends = Set.copyOf(ends);
    closed = List.copyOf(closed);
  }
}
