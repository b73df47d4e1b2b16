package dev.tcpunit.internal.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.Requires;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the kernel lets through a filter. */
class BpfProgramTest {
  private static final int ETH_P_ALL = 3;
  private static final int SOCKADDR_LL_BYTES = 20;
  private static final int HEADERS = 100;

  @Test
  void should_leave_out_what_goes_to_and_comes_from_a_port() throws Exception {
    assertLeavesOut("127.0.0.1", 20);
  }

  @Test
  void should_leave_out_what_goes_to_and_comes_from_a_port_by_IPv6() throws Exception {
    Requires.that("ipv6", hasIpv6(), "no IPv6 here");
    assertLeavesOut("::1", 40);
  }

  private static boolean hasIpv6() throws IOException {
    try (ServerSocket server = new ServerSocket()) {
      server.bind(new InetSocketAddress("::1", 0));
      return true;
    } catch (SocketException e) {
      return false;
    }
  }

  private static void assertLeavesOut(String address, int ipHeaderBytes) throws Exception {
    Requires.sandbox();
    InetAddress loopback = InetAddress.getByName(address);
    try (ServerSocket leftOut = new ServerSocket(0, 1, loopback);
        ServerSocket other = new ServerSocket(0, 1, loopback);
        LinuxSocket packets = LinuxSocket.open(LinuxSocket.AF_PACKET, LinuxSocket.SOCK_DGRAM, 0)) {
      packets.attachFilter(new BpfProgram().leaveOutPort(leftOut.getLocalPort()).accept(HEADERS));
      bind(packets);
      for (ServerSocket server : List.of(leftOut, other)) {
        new Socket(loopback, server.getLocalPort()).close();
      }
      assertThat(ports(packets, ipHeaderBytes))
          .contains(other.getLocalPort())
          .doesNotContain(leftOut.getLocalPort());
    }
  }

  private static void bind(LinuxSocket packets) throws LinuxException {
    ByteBuffer address = NativeMemory.allocate(SOCKADDR_LL_BYTES);
    address.putShort(0, (short) LinuxSocket.AF_PACKET);
    address.order(ByteOrder.BIG_ENDIAN).putShort(2, (short) ETH_P_ALL);
    address.order(ByteOrder.nativeOrder()).putInt(4, NetworkDevices.index(packets, "lo"));
    packets.bind(address);
  }

  /** Those of both ends, of each packet that has come. */
  private static List<Integer> ports(LinuxSocket packets, int ipHeaderBytes) throws LinuxException {
    List<Integer> ports = new ArrayList<>();
    ByteBuffer packet = NativeMemory.allocate(HEADERS).order(ByteOrder.BIG_ENDIAN);
    while (packets.receive(packet) > 0) {
      ports.add(Short.toUnsignedInt(packet.getShort(ipHeaderBytes)));
      ports.add(Short.toUnsignedInt(packet.getShort(ipHeaderBytes + Short.BYTES)));
    }
    return ports;
  }
}
