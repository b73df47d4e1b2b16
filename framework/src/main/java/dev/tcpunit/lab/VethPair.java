package dev.tcpunit.lab;

import dev.tcpunit.internal.linux.Errno;
import dev.tcpunit.internal.linux.LinuxException;
import dev.tcpunit.internal.linux.LinuxSocket;
import dev.tcpunit.internal.linux.Netlink;
import dev.tcpunit.internal.linux.NetworkDevices;
import dev.tcpunit.internal.linux.Offloads;
import dev.tcpunit.internal.linux.OpenSockets;
import dev.tcpunit.internal.linux.PacketRing;
import dev.tcpunit.internal.linux.Routes;
import dev.tcpunit.internal.sandbox.SteadyNetwork;
import java.net.InetAddress;
import java.util.Optional;

/**
 * A pair of interfaces in the calling thread's network: the near one has an address and a route to
 * its subnet, and what goes there comes out at the far one, which has none.
 */
final class VethPair implements AutoCloseable {
  private static final int ETH_P_IP = 0x0800;
  private static final int ETH_P_IPV6 = 0x86DD;

  private final Netlink netlink;
  private final OpenSockets sockets;
  private final LinkNetwork network;
  private final int mtu;
  private int farIndex;
  private boolean closed;

  private VethPair(Netlink netlink, OpenSockets sockets, LinkNetwork network, int mtu) {
    this.netlink = netlink;
    this.sockets = sockets;
    this.network = network;
    this.mtu = mtu;
  }

  /** Makes the first pair whose name is not taken, or leaves nothing behind. */
  static VethPair open(boolean ipv6, int mtu) throws LinuxException {
    SteadyNetwork.prepare(true);
    Netlink netlink = Netlink.open();
    OpenSockets sockets = null;
    VethPair pair = null;
    try {
      sockets = OpenSockets.open();
      pair = new VethPair(netlink, sockets, add(netlink, ipv6, mtu), mtu);
      pair.configure();
      return pair;
    } catch (LinuxException e) {
      if (pair != null) {
        pair.close(e);
      } else {
        netlink.close();
        if (sockets != null) {
          sockets.close();
        }
      }
      throw e;
    }
  }

  private static LinkNetwork add(Netlink netlink, boolean ipv6, int mtu) throws LinuxException {
    for (int index = 0; ; index++) {
      LinkNetwork network = new LinkNetwork(index, ipv6);
      try {
        netlink.addVethPair(network.name(), network.farName(), network.macAddress(false), mtu);
        return network;
      } catch (LinuxException e) {
        if (e.errno() != Errno.EEXIST || index + 1 == LinkNetwork.MOST) {
          throw e;
        }
      }
    }
  }

  private void configure() throws LinuxException {
    try (LinuxSocket socket = LinuxSocket.open(LinuxSocket.AF_INET, LinuxSocket.SOCK_DGRAM, 0)) {
      int index = NetworkDevices.index(socket, network.name());
      farIndex = NetworkDevices.index(socket, network.farName());
      Offloads.turnOff(socket, network.name());
      Offloads.turnOff(socket, network.farName());
      keepQuiet(index);
      keepQuiet(farIndex);
      netlink.setUp(farIndex);
      netlink.setUp(index);
      netlink.addAddress(index, network.near(), network.prefixLength());
      netlink.addNeighbour(index, network.far(), network.macAddress(true));
      nameCongestionControl(index);
    }
  }

  /**
   * Names the congestion control that loopback's routes name: the route that the kernel made names
   * none.
   */
  private void nameCongestionControl(int index) throws LinuxException {
    Optional<String> name = SteadyNetwork.congestionByRoute();
    if (name.isPresent()) {
      Routes routes = new Routes(netlink, name.get());
      routes.toSubnet(index, network.prefix(), network.prefixLength(), network.near());
    }
  }

  private void keepQuiet(int index) throws LinuxException {
    try {
      netlink.withoutOwnIpv6Address(index);
    } catch (LinuxException e) {
      if (network.ipv6()) {
        throw e;
      }
      // a kernel without IPv6 is quiet
    }
  }

  /** Receives from now on what comes out at the far interface. */
  PacketRing openFarEnd() throws LinuxException {
    return PacketRing.open(farIndex, network.ipv6() ? ETH_P_IPV6 : ETH_P_IP, mtu);
  }

  /** The near interface. */
  String name() {
    return network.name();
  }

  InetAddress near() {
    return network.near();
  }

  InetAddress far() {
    return network.far();
  }

  /** Removes the pair because of an error; what else goes wrong is added to that error. */
  void close(LinuxException reason) {
    try {
      close();
    } catch (LinuxException e) {
      reason.addSuppressed(e);
    }
  }

  @Override
  public synchronized void close() throws LinuxException {
    if (!closed) {
      closed = true;
      try (netlink;
          sockets) {
        try {
          netlink.setDown(network.name());
          // A socket that is left would try again for minutes, in the end on the next such link.
          sockets.abort(network.near());
        } finally {
          netlink.remove(network.name());
        }
      }
    }
  }
}
