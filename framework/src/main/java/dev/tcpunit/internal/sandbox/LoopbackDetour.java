package dev.tcpunit.internal.sandbox;

import dev.tcpunit.internal.linux.Detour;
import dev.tcpunit.internal.linux.Errno;
import dev.tcpunit.internal.linux.LinuxException;
import dev.tcpunit.internal.linux.LinuxSocket;
import dev.tcpunit.internal.linux.Netlink;
import dev.tcpunit.internal.linux.NetworkDevices;
import dev.tcpunit.internal.linux.TrafficControl;
import dev.tcpunit.internal.linux.TrafficControl.Hook;
import java.io.IOException;

/**
 * Sends what goes out of {@code lo} through another interface and back. An ordinary user cannot
 * choose the processor that handles the packets of {@code lo}, which is there from the start; the
 * mask for interfaces that are made later is the user's (Linux 6.3 and later).
 */
final class LoopbackDetour {
  private static final byte[] NO_HARDWARE = {2, 'T', 'C', 'P', 'l', 'o'};
  private static final int VETH_MTU = 65_535;

  private final KernelSettings settings;

  LoopbackDetour(KernelSettings settings) {
    this.settings = settings;
  }

  /** Makes it, and tries it; or leaves nothing behind. */
  void open() throws IOException {
    try (Netlink netlink = Netlink.open();
        LinuxSocket socket = LinuxSocket.open(LinuxSocket.AF_INET, LinuxSocket.SOCK_DGRAM, 0)) {
      int loopback = NetworkDevices.index(socket, "lo");
      addDevice(netlink);
      TrafficControl control = new TrafficControl(netlink);
      boolean hooked = false;
      try {
        int detour = setUp(netlink, socket);
        acceptLoopbackAddressesAnew();
        control.addHooks(detour);
        control.redirectAll(Hook.INGRESS, detour, loopback);
        control.addHooks(loopback);
        hooked = true;
        control.redirectAll(Hook.EGRESS, loopback, detour);
        LoopbackTrial.run();
      } catch (IOException e) {
        takeBack(netlink, control, hooked ? loopback : Detour.NONE, e);
        throw e;
      }
    }
  }

  private static void addDevice(Netlink netlink) throws LinuxException {
    try {
      netlink.addDevice("ifb", Detour.NAME);
    } catch (LinuxException e) {
      if (e.errno() != Errno.EOPNOTSUPP) {
        throw e;
      }
      netlink.addVethPair(Detour.NAME, Detour.PEER, NO_HARDWARE, VETH_MTU);
    }
  }

  private static int setUp(Netlink netlink, LinuxSocket socket) throws LinuxException {
    int detour = NetworkDevices.index(socket, Detour.NAME);
    setUp(netlink, detour);
    try {
      setUp(netlink, NetworkDevices.index(socket, Detour.PEER));
    } catch (LinuxException e) {
      if (e.errno() != Errno.ENODEV) {
        throw e;
      }
    }
    return detour;
  }

  private static void setUp(Netlink netlink, int index) throws LinuxException {
    try {
      netlink.withoutOwnIpv6Address(index);
    } catch (LinuxException ignored) {
      // A kernel without IPv6 gives it no address.
    }
    netlink.setUp(index);
  }

  /**
   * A packet that was redirected has lost the route by which it was sent, and is looked up as one
   * from outside, where nobody may have an address of this host.
   */
  private void acceptLoopbackAddressesAnew() throws IOException {
    settings.set("net.ipv4.conf.lo.route_localnet", "1");
    settings.set("net.ipv4.conf.lo.accept_local", "1");
    settings.set("net.ipv4.conf.lo.rp_filter", "0");
    if (!KernelSettings.read("net.ipv4.conf.all.rp_filter").equals("0")) {
      settings.set("net.ipv4.conf.all.rp_filter", "0"); // the stricter of both holds
    }
  }

  private static void takeBack(
      Netlink netlink, TrafficControl control, int hooked, IOException reason) {
    try {
      if (hooked != Detour.NONE) {
        control.removeHooks(hooked);
      }
      netlink.remove(Detour.NAME);
    } catch (LinuxException e) {
      reason.addSuppressed(e);
    }
  }
}
