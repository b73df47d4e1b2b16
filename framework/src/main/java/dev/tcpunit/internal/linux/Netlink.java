package dev.tcpunit.internal.linux;

import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * Makes, sets up and removes network interfaces by rtnetlink(7), where there may be no {@code ip}
 * program. It belongs to the network namespace of the thread that opened it, whichever thread uses
 * it.
 */
public final class Netlink implements AutoCloseable {
  private static final int RTM_NEWLINK = 16;
  private static final int RTM_DELLINK = 17;
  private static final int RTM_SETLINK = 19;
  private static final int RTM_NEWADDR = 20;
  private static final int RTM_NEWNEIGH = 28;
  static final int REQUEST_AND_ACK = 0x5;
  static final int CREATE_EXCLUSIVELY = 0x600;
  static final int CREATE_OR_REPLACE = 0x500;

  private static final int IFLA_ADDRESS = 1;
  private static final int IFLA_IFNAME = 3;
  private static final int IFLA_MTU = 4;
  private static final int IFLA_LINKINFO = 18;
  private static final int IFLA_AF_SPEC = 26;
  private static final int IFLA_INFO_KIND = 1;
  private static final int IFLA_INFO_DATA = 2;
  private static final int VETH_INFO_PEER = 1;
  private static final int IFLA_INET6_ADDR_GEN_MODE = 8;
  private static final int IN6_ADDR_GEN_MODE_NONE = 1;
  private static final int IFF_UP = 1;

  private static final int IFA_ADDRESS = 1;
  private static final int IFA_LOCAL = 2;
  private static final int IFA_F_NODAD = 2;
  private static final int NDA_DST = 1;
  private static final int NDA_LLADDR = 2;
  private static final int NUD_PERMANENT = 0x80;
  private static final int AF_INET = 2;
  private static final int AF_INET6 = 10;
  private static final int IPV4_BYTES = 4;
  private static final int ANSWER_BYTES = 4096;

  private final LinuxSocket socket;

  private Netlink(LinuxSocket socket) {
    this.socket = socket;
  }

  public static Netlink open() throws LinuxException {
    return new Netlink(LinuxSocket.open(LinuxSocket.AF_NETLINK, LinuxSocket.SOCK_RAW, 0));
  }

  /** Makes a pair of interfaces, both down: what goes out of one comes in at the other. */
  public void addVethPair(String name, String peer, byte[] macAddress, int mtu)
      throws LinuxException {
    NetlinkMessage message = new NetlinkMessage(RTM_NEWLINK, REQUEST_AND_ACK | CREATE_EXCLUSIVELY);
    message.interfaceInfo(0, 0, 0).attribute(IFLA_IFNAME, name).attribute(IFLA_MTU, mtu);
    message.attribute(IFLA_ADDRESS, macAddress);
    int linkInfo = message.open(IFLA_LINKINFO);
    message.attribute(IFLA_INFO_KIND, "veth");
    int data = message.open(IFLA_INFO_DATA);
    int other = message.open(VETH_INFO_PEER);
    message.interfaceInfo(0, 0, 0).attribute(IFLA_IFNAME, peer).attribute(IFLA_MTU, mtu);
    message.close(other).close(data).close(linkInfo);
    exchange(message, "add veth " + name);
  }

  /** Makes an interface of a kind that needs no more than a name, such as ifb; it is down. */
  public void addDevice(String kind, String name) throws LinuxException {
    NetlinkMessage message = new NetlinkMessage(RTM_NEWLINK, REQUEST_AND_ACK | CREATE_EXCLUSIVELY);
    message.interfaceInfo(0, 0, 0).attribute(IFLA_IFNAME, name);
    int linkInfo = message.open(IFLA_LINKINFO);
    message.attribute(IFLA_INFO_KIND, kind).close(linkInfo);
    exchange(message, "add " + kind + " " + name);
  }

  /** Removes an interface, and if it is one of a pair the other too. */
  public void remove(String name) throws LinuxException {
    NetlinkMessage message = new NetlinkMessage(RTM_DELLINK, REQUEST_AND_ACK);
    exchange(message.interfaceInfo(0, 0, 0).attribute(IFLA_IFNAME, name), "remove " + name);
  }

  /** Takes an interface up. */
  public void setUp(int index) throws LinuxException {
    NetlinkMessage message = new NetlinkMessage(RTM_SETLINK, REQUEST_AND_ACK);
    exchange(message.interfaceInfo(index, IFF_UP, IFF_UP), "set interface " + index + " up");
  }

  /** Takes an interface down, and its routes away. */
  public void setDown(String name) throws LinuxException {
    NetlinkMessage message = new NetlinkMessage(RTM_SETLINK, REQUEST_AND_ACK);
    message.interfaceInfo(0, 0, IFF_UP).attribute(IFLA_IFNAME, name);
    exchange(message, "set " + name + " down");
  }

  /** Keeps the kernel from giving an interface an IPv6 address of its own, and from soliciting. */
  public void withoutOwnIpv6Address(int index) throws LinuxException {
    NetlinkMessage message = new NetlinkMessage(RTM_SETLINK, REQUEST_AND_ACK);
    message.interfaceInfo(index, 0, 0);
    int specific = message.open(IFLA_AF_SPEC);
    int ipv6 = message.open(AF_INET6);
    message.byteAttribute(IFLA_INET6_ADDR_GEN_MODE, IN6_ADDR_GEN_MODE_NONE);
    message.close(ipv6).close(specific);
    exchange(message, "set addr_gen_mode of interface " + index);
  }

  /** Gives an interface an address, usable at once, and a route to its subnet. */
  public void addAddress(int index, InetAddress address, int prefixLength) throws LinuxException {
    byte[] bytes = address.getAddress();
    NetlinkMessage message = new NetlinkMessage(RTM_NEWADDR, REQUEST_AND_ACK | CREATE_EXCLUSIVELY);
    message.bytes(family(bytes), prefixLength, IFA_F_NODAD, 0).integer(index);
    message.attribute(IFA_LOCAL, bytes).attribute(IFA_ADDRESS, bytes);
    exchange(message, "add address " + address.getHostAddress());
    if (family(bytes) == AF_INET6) {
      Routes.receiveAtOnce(this, index, address);
    }
  }

  /** Says for good which MAC address a neighbour has, so that the kernel does not ask for it. */
  public void addNeighbour(int index, InetAddress address, byte[] macAddress)
      throws LinuxException {
    byte[] bytes = address.getAddress();
    // a socket left over from before may have asked for it already, since there is a route
    NetlinkMessage message = new NetlinkMessage(RTM_NEWNEIGH, REQUEST_AND_ACK | CREATE_OR_REPLACE);
    message.bytes(family(bytes), 0, 0, 0).integer(index).shortInteger(NUD_PERMANENT).bytes(0, 0);
    message.attribute(NDA_DST, bytes).attribute(NDA_LLADDR, macAddress);
    exchange(message, "add neighbour " + address.getHostAddress());
  }

  static int family(byte[] address) {
    return address.length == IPV4_BYTES ? AF_INET : AF_INET6;
  }

  synchronized void exchange(NetlinkMessage message, String what) throws LinuxException {
    socket.send(message.finish());
    ByteBuffer answer = NativeMemory.allocate(ANSWER_BYTES);
    socket.await(answer);
    int error = answer.getInt(NetlinkMessage.HEADER_BYTES);
    if (error != 0) {
      throw new LinuxException("netlink, " + what, -error);
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
