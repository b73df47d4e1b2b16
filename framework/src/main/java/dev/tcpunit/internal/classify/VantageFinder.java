package dev.tcpunit.internal.classify;

import dev.tcpunit.internal.track.ConnectionState;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.VantagePoint;

/**
 * Where the capture stands. The caller may know; if not, only unfinished checksums prove it: a sum
 * that was left to the device is seen on the sender's own host.
 */
public final class VantageFinder {
  private final VantagePoint given;

  public VantageFinder(VantagePoint given) {
    this.given = given;
  }

  boolean isBesideSender(Moment at) {
    if (given != VantagePoint.UNKNOWN) {
      boolean client = at.direction == at.connection.clientDirection;
      return given.isBeside(client ? Role.CLIENT : Role.SERVER);
    }
    return at.flow.offloadedChecksums > 0;
  }

  public VantagePoint find(ConnectionState connection) {
    if (given != VantagePoint.UNKNOWN) {
      return given;
    }
    boolean client = connection.client().offloadedChecksums > 0;
    boolean server = connection.server().offloadedChecksums > 0;
    if (client && server) {
      return VantagePoint.BOTH;
    }
    return client ? VantagePoint.CLIENT : server ? VantagePoint.SERVER : VantagePoint.UNKNOWN;
  }
}
