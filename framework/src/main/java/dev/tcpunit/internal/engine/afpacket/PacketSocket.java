package dev.tcpunit.internal.engine.afpacket;

import static dev.tcpunit.internal.linux.LinuxSocket.AF_PACKET;
import static dev.tcpunit.internal.linux.LinuxSocket.SOCK_DGRAM;
import static dev.tcpunit.internal.linux.LinuxSocket.SOCK_RAW;

import dev.tcpunit.capture.LinkTypes;
import dev.tcpunit.internal.door.OpenDoors;
import dev.tcpunit.internal.linux.BpfProgram;
import dev.tcpunit.internal.linux.BpfProgram.Ancillary;
import dev.tcpunit.internal.linux.Detour;
import dev.tcpunit.internal.linux.LinuxException;
import dev.tcpunit.internal.linux.LinuxSocket;
import dev.tcpunit.internal.linux.MappedMemory;
import dev.tcpunit.internal.linux.NativeMemory;
import dev.tcpunit.internal.linux.NetworkDevices;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A packet socket on one interface or on all, with a ring (linux/if_packet.h). */
final class PacketSocket implements AutoCloseable {
  static final int PACKET_OUTGOING = 4;

  private static final String ALL_INTERFACES = "any";
  private static final int ALL_INTERFACES_INDEX = 0;
  private static final int ETH_P_ALL = 3;
  private static final int SOL_PACKET = 263;
  private static final int PACKET_RX_RING = 5;
  private static final int PACKET_STATISTICS = 6;
  private static final int PACKET_VERSION = 10;
  private static final int PACKET_IGNORE_OUTGOING = 23;
  private static final int TPACKET_V3 = 2;
  private static final int SOCKADDR_LL_BYTES = 20;
  private static final int STATISTICS_BYTES = 12;

  private final LinuxSocket socket;
  private final int linkType;
  private final int interfaceIndex;
  private final boolean loopback;
  private long dropped;

  private PacketSocket(LinuxSocket socket, int index, int linkType, boolean loopback) {
    this.socket = socket;
    this.linkType = linkType;
    this.interfaceIndex = index;
    this.loopback = loopback;
  }

  /** Opens a socket that receives nothing until it is bound. */
  static PacketSocket open(String interfaceName) throws LinuxException {
    LinuxSocket raw = LinuxSocket.open(AF_PACKET, SOCK_RAW, 0);
    if (interfaceName.equals(ALL_INTERFACES)) {
      return cooked(raw, ALL_INTERFACES_INDEX);
    }
    try {
      int index = NetworkDevices.index(raw, interfaceName);
      return switch (NetworkDevices.hardwareType(raw, interfaceName)) {
        case NetworkDevices.ARPHRD_ETHER -> new PacketSocket(raw, index, LinkTypes.ETHERNET, false);
        case NetworkDevices.ARPHRD_LOOPBACK ->
            new PacketSocket(raw, index, LinkTypes.ETHERNET, true);
        case NetworkDevices.ARPHRD_NONE -> new PacketSocket(raw, index, LinkTypes.RAW, false);
        default -> cooked(raw, index);
      };
    } catch (LinuxException e) {
      raw.close();
      throw e;
    }
  }

  /**
   * A socket without link-layer headers, which differ between interfaces; the kernel gives their
   * content beside each packet.
   */
  private static PacketSocket cooked(LinuxSocket raw, int index) throws LinuxException {
    raw.close();
    LinuxSocket datagrams = LinuxSocket.open(AF_PACKET, SOCK_DGRAM, 0);
    return new PacketSocket(datagrams, index, LinkTypes.LINUX_SLL2, false);
  }

  int linkType() {
    return linkType;
  }

  int fd() {
    return socket.fd();
  }

  /**
   * Has the kernel cut packets to a length and leave out copies: what goes out on a loopback
   * interface, because it comes in again, and the packets of loopback on their detour. Left out too
   * is what this JVM says to its debugger: while that has stopped all threads, nobody reads the
   * ring. A packet that is left out takes no room in the ring, and does not count as dropped when
   * the ring is full.
   */
  void filter(int bytes) throws LinuxException {
    BpfProgram program = new BpfProgram();
    int detour = interfaceIndex == ALL_INTERFACES_INDEX ? Detour.index() : Detour.NONE;
    if (detour != Detour.NONE) {
      program.load(Ancillary.INTERFACE).skipUnlessEqual(detour, 1).accept(0);
    }
    OpenDoors.debuggersPorts().forEach(program::leaveOutPort);
    socket.attachFilter(
        program
            .load(Ancillary.PACKET_TYPE)
            .skipUnlessEqual(PACKET_OUTGOING, 3)
            .load(Ancillary.HARDWARE_TYPE)
            .skipUnlessEqual(NetworkDevices.ARPHRD_LOOPBACK, 1)
            .accept(0)
            .accept(bytes));
    if (loopback) {
      spareTheOutgoingCopy();
    }
  }

  private void spareTheOutgoingCopy() {
    try {
      socket.setOption(
          SOL_PACKET, PACKET_IGNORE_OUTGOING, NativeMemory.ofInt(1), "PACKET_IGNORE_OUTGOING");
    } catch (LinuxException ignored) {
      // Linux before 4.20 has no such option; the filter alone does it, at some cost.
    }
  }

  /** Makes the ring and maps it into this process. */
  MappedMemory map(RingGeometry geometry) throws LinuxException {
    socket.setOption(SOL_PACKET, PACKET_VERSION, NativeMemory.ofInt(TPACKET_V3), "PACKET_VERSION");
    socket.setOption(SOL_PACKET, PACKET_RX_RING, geometry.request(), "PACKET_RX_RING, " + geometry);
    return MappedMemory.of(socket, geometry.totalBytes());
  }

  /** Lets packets arrive from now on. */
  void bind() throws LinuxException {
    ByteBuffer address = NativeMemory.allocate(SOCKADDR_LL_BYTES);
    address.putShort(0, (short) AF_PACKET);
    address.order(ByteOrder.BIG_ENDIAN).putShort(2, (short) ETH_P_ALL);
    address.order(ByteOrder.nativeOrder()).putInt(4, interfaceIndex);
    socket.bind(address);
    socket.throwPendingError("bind"); // an interface that is down is not an error of bind itself
  }

  /** The error that made poll report one, if there is one. */
  void throwPendingError() throws LinuxException {
    socket.throwPendingError("poll");
  }

  /** All drops so far, added up here because each reading sets the kernel's counter back to 0. */
  synchronized long dropped() throws LinuxException {
    ByteBuffer statistics = NativeMemory.allocate(STATISTICS_BYTES);
    socket.getOption(SOL_PACKET, PACKET_STATISTICS, statistics, "PACKET_STATISTICS");
    dropped += Integer.toUnsignedLong(statistics.getInt(Integer.BYTES));
    return dropped;
  }

  @Override
  public void close() {
    socket.close();
  }
}
