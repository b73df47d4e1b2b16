package dev.tcpunit.internal.linux;

import java.net.InetAddress;

/**
 * Routes of the kernel's own kind. One may say which congestion control the connections over it
 * use, as {@code ip route ... congctl} does. A network namespace takes as its default only what the
 * host allows to everyone; a route may name any algorithm that the kernel has.
 */
public final class Routes {
  private static final int RTM_NEWROUTE = 24;
  private static final int RTM_DELROUTE = 25;
  private static final int RT_TABLE_MAIN = 254;
  private static final int RT_TABLE_LOCAL = 255;
  private static final int RTPROT_KERNEL = 2;
  private static final int RT_SCOPE_UNIVERSE = 0;
  private static final int RT_SCOPE_LINK = 253;
  private static final int RT_SCOPE_HOST = 254;
  private static final int RTN_UNICAST = 1;
  private static final int RTN_LOCAL = 2;
  private static final int RTA_DST = 1;
  private static final int RTA_OIF = 4;
  private static final int RTA_PRIORITY = 6;
  private static final int RTA_PREFSRC = 7;
  private static final int RTA_METRICS = 8;
  private static final int RTAX_CC_ALGO = 16;

  /** The metric of the routes to subnets that the kernel makes for IPv6 addresses. */
  private static final int IP6_RT_PRIO_ADDRCONF = 256;

  /** What the kernel makes of metric 0 where a route of IPv6 is asked for. */
  private static final int IP6_RT_PRIO_USER = 1024;

  private final Netlink netlink;
  private final String congestionControl;

  /** Routes of the netlink's namespace that name one algorithm. */
  public Routes(Netlink netlink, String congestionControl) {
    this.netlink = netlink;
    this.congestionControl = congestionControl;
  }

  /**
   * Replaces the route to addresses of this host.
   *
   * @param prefix the address, or the first of the subnet
   * @param own the address that is the source of what is sent there; not asked for with IPv6
   */
  public void toOwn(int index, InetAddress prefix, int prefixLength, InetAddress own)
      throws LinuxException {
    boolean ipv6 = isIpv6(prefix);
    if (ipv6) {
      removeTheKernels(index, prefix, prefixLength);
    }
    int scope = ipv6 ? RT_SCOPE_UNIVERSE : RT_SCOPE_HOST;
    NetlinkMessage message = replacing(prefix, prefixLength, RT_TABLE_LOCAL, scope, RTN_LOCAL);
    addTarget(message, index, prefix, ipv6 ? IP6_RT_PRIO_USER : 0);
    if (!ipv6) {
      message.attribute(RTA_PREFSRC, own.getAddress());
    }
    exchange(message, prefix, prefixLength);
  }

  /**
   * Makes an IPv6 address receive packets from now on. The kernel's own route to it comes some time
   * after the address, by a worker thread; what arrives before that is dropped.
   */
  static void receiveAtOnce(Netlink netlink, int index, InetAddress address) throws LinuxException {
    int length = Byte.SIZE * address.getAddress().length;
    NetlinkMessage message =
        replacing(address, length, RT_TABLE_LOCAL, RT_SCOPE_UNIVERSE, RTN_LOCAL);
    addTarget(message, index, address, IP6_RT_PRIO_USER);
    netlink.exchange(message, "local route to " + address.getHostAddress());
  }

  /**
   * Removes the kernel's own route: its metric is 0, which only the kernel can give, so that the
   * new route would not be used.
   */
  private void removeTheKernels(int index, InetAddress prefix, int prefixLength)
      throws LinuxException {
    NetlinkMessage message = new NetlinkMessage(RTM_DELROUTE, Netlink.REQUEST_AND_ACK);
    header(message, prefix, prefixLength, RT_TABLE_LOCAL, RT_SCOPE_UNIVERSE, RTN_LOCAL);
    message.attribute(RTA_DST, prefix.getAddress()).attribute(RTA_OIF, index);
    netlink.exchange(message, "remove the route to " + prefix.getHostAddress());
  }

  /** Replaces the route to the subnet of an interface's address. */
  public void toSubnet(int index, InetAddress prefix, int prefixLength, InetAddress own)
      throws LinuxException {
    boolean ipv6 = isIpv6(prefix);
    int scope = ipv6 ? RT_SCOPE_UNIVERSE : RT_SCOPE_LINK;
    NetlinkMessage message = replacing(prefix, prefixLength, RT_TABLE_MAIN, scope, RTN_UNICAST);
    addTarget(message, index, prefix, ipv6 ? IP6_RT_PRIO_ADDRCONF : 0);
    if (!ipv6) {
      message.attribute(RTA_PREFSRC, own.getAddress());
    }
    exchange(message, prefix, prefixLength);
  }

  private static NetlinkMessage replacing(
      InetAddress prefix, int prefixLength, int table, int scope, int type) {
    int flags = Netlink.REQUEST_AND_ACK | Netlink.CREATE_OR_REPLACE;
    NetlinkMessage message = new NetlinkMessage(RTM_NEWROUTE, flags);
    return header(message, prefix, prefixLength, table, scope, type);
  }

  /** {@code struct rtmsg}. */
  private static NetlinkMessage header(
      NetlinkMessage message, InetAddress prefix, int length, int table, int scope, int type) {
    int family = Netlink.family(prefix.getAddress());
    return message
        .bytes(family, length, 0, 0, table, RTPROT_KERNEL, scope, type)
        .integer(0 /* no flags */);
  }

  private static void addTarget(
      NetlinkMessage message, int index, InetAddress prefix, int priority) {
    message.attribute(RTA_DST, prefix.getAddress()).attribute(RTA_OIF, index);
    if (priority != 0) {
      message.attribute(RTA_PRIORITY, priority);
    }
  }

  private void exchange(NetlinkMessage message, InetAddress prefix, int prefixLength)
      throws LinuxException {
    int metrics = message.open(RTA_METRICS);
    message.attribute(RTAX_CC_ALGO, congestionControl).close(metrics);
    netlink.exchange(
        message,
        // Without a formatter, whose first number has the locale's data loaded.
        "route to " + prefix.getHostAddress() + '/' + prefixLength + " with " + congestionControl);
  }

  private static boolean isIpv6(InetAddress address) {
    return Netlink.family(address.getAddress()) == LinuxSocket.AF_INET6;
  }
}
