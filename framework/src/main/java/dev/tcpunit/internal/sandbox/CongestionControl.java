package dev.tcpunit.internal.sandbox;

import dev.tcpunit.internal.linux.CongestionInUse;
import dev.tcpunit.internal.linux.LinuxException;
import dev.tcpunit.internal.linux.LinuxSocket;
import dev.tcpunit.internal.linux.Netlink;
import dev.tcpunit.internal.linux.NetworkDevices;
import dev.tcpunit.internal.linux.Routes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.List;

/**
 * Which congestion control connections over {@code lo} use.
 *
 * @param inUse what a socket said
 * @param byRoute what routes say, where the network's own default is another; else empty
 * @param remark why it is not the one that was asked for; else empty
 */
record CongestionControl(String inUse, String byRoute, String remark) {
  /** The sysctl, by which users choose too. */
  static final String SYSCTL = "net.ipv4.tcp_congestion_control";

  /** Where no socket could be asked. */
  static final String UNKNOWN = "unknown";

  private static final String ROUTE_PREFIX = "127.0.0.0";
  private static final int ROUTE_PREFIX_LENGTH = 8;

  /** Has connections use the wanted one, by routes where the network's own setting refuses it. */
  static CongestionControl begin(String wanted) {
    String remark = "";
    String byRoute = "";
    try {
      if (!wanted.isEmpty() && !wanted.equals(KernelSettings.read(SYSCTL))) {
        route(wanted);
        byRoute = wanted;
      }
    } catch (IOException e) {
      remark = "not " + wanted + ": " + e.getMessage();
    }
    try {
      String inUse = CongestionInUse.towards(InetAddress.getByName("127.0.0.1"));
      return new CongestionControl(inUse, byRoute, remark);
    } catch (IOException e) {
      return new CongestionControl(UNKNOWN, byRoute, remark + " (" + e.getMessage() + ")");
    }
  }

  private static void route(String wanted) throws IOException {
    try (Netlink netlink = Netlink.open();
        LinuxSocket socket = LinuxSocket.open(LinuxSocket.AF_INET, LinuxSocket.SOCK_DGRAM, 0)) {
      int loopback = NetworkDevices.index(socket, "lo");
      Routes routes = new Routes(netlink, wanted);
      InetAddress all = InetAddress.getByName(ROUTE_PREFIX);
      routes.toOwn(loopback, all, ROUTE_PREFIX_LENGTH, InetAddress.getByName("127.0.0.1"));
      for (InetAddress own : ownAddresses()) {
        routes.toOwn(loopback, own, HostAddresses.prefixLength(own), own);
      }
    } catch (LinuxException e) {
      throw new IOException("this kernel does not have it, or refuses it: " + e.getMessage(), e);
    }
  }

  private static List<InetAddress> ownAddresses() throws IOException {
    NetworkInterface loopback = NetworkInterface.getByName("lo");
    return loopback == null ? List.of() : loopback.inetAddresses().toList();
  }

  @Override
  public String toString() {
    String way = byRoute.isEmpty() ? "" : " (by route)";
    return inUse + way + (remark.isEmpty() ? "" : ", " + remark);
  }
}
