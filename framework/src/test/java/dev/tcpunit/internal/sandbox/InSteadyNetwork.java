package dev.tcpunit.internal.sandbox;

import dev.tcpunit.baseline.Environment;
import dev.tcpunit.internal.linux.CongestionInUse;
import dev.tcpunit.internal.linux.Netlink;
import dev.tcpunit.internal.linux.NetworkDevices;
import dev.tcpunit.internal.linux.TrafficControl;
import dev.tcpunit.lab.Link;
import java.io.IOException;
import java.net.ConnectException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.net.PortUnreachableException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.Random;

/** What the tests of the steady network run: it prints how things are there, as name=value. */
final class InSteadyNetwork {
  private static final int LIMIT_MILLIS = 300;
  private static final int LARGEST_DATAGRAM = 65_000;

  private InSteadyNetwork() {}

  public static void main(String[] args) throws IOException {
    boolean steer = !args[0].equals("off");
    if (args[0].equals("hooked")) {
      hookLoopback();
    }
    print("network", SteadyNetwork.prepare(steer).map(Object::toString).orElse("none"));
    print("devices", String.join(",", NetworkDevices.names()));
    print("mask", optional("net.core.rps_default_mask"));
    print("routeLocalnet", KernelSettings.read("net.ipv4.conf.lo.route_localnet"));
    print("congestion of baselines", Environment.ofThisHost().values().get("congestion control"));
    for (String address : new String[] {"127.0.0.1", "127.0.0.2", "::1"}) {
      InetAddress own = InetAddress.getByName(address);
      print("congestion " + address, CongestionInUse.towards(own));
      print("upload " + address, upload(own, own));
      print("refused " + address, refused(own));
      print("unreachable " + address, unreachable(own));
      print("datagram " + address, datagram(own));
    }
    print("broadcast", broadcast());
    print("multicast", multicast());
    link(false);
    link(true);
  }

  private static String optional(String sysctl) {
    try {
      return KernelSettings.read(sysctl);
    } catch (IOException e) {
      return "none";
    }
  }

  /** As somebody else may have done, whose rules are then in the way. */
  private static void hookLoopback() throws IOException {
    try (Netlink netlink = Netlink.open()) {
      new TrafficControl(netlink).addHooks(1);
    }
  }

  private static void link(boolean ipv6) throws IOException {
    try (Link link = ipv6 ? Link.builder().ipv6().open() : Link.open()) {
      InetAddress far = link.towards(1).getAddress();
      print("link " + ipv6, CongestionInUse.towards(link.serverAddress(), far));
      print("link upload " + ipv6, upload(link.serverAddress(), far));
      print("link local upload " + ipv6, upload(link.serverAddress(), link.serverAddress()));
    }
  }

  private static String upload(InetAddress own, InetAddress towards) throws IOException {
    byte[] sent = new byte[300_000];
    new Random(7).nextBytes(sent);
    try (ServerSocket server = new ServerSocket(0, 1, own);
        Socket client = new Socket(towards, server.getLocalPort());
        Socket accepted = server.accept()) {
      Thread sender =
          new Thread(
              () -> {
                try {
                  client.getOutputStream().write(sent);
                  client.shutdownOutput();
                } catch (IOException ignored) {
                  // The receiver sees that something is missing.
                }
              });
      sender.start();
      return Arrays.equals(accepted.getInputStream().readAllBytes(), sent) ? "whole" : "broken";
    }
  }

  private static String refused(InetAddress own) throws IOException {
    try (Socket client = new Socket()) {
      client.connect(new InetSocketAddress(own, 1), LIMIT_MILLIS);
      return "connected";
    } catch (ConnectException e) {
      return "refused";
    } catch (SocketTimeoutException e) {
      return "silence";
    }
  }

  private static String unreachable(InetAddress own) throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(own, 1);
      socket.setSoTimeout(LIMIT_MILLIS);
      socket.send(new DatagramPacket(new byte[1], 1));
      socket.receive(new DatagramPacket(new byte[1], 1));
      return "answered";
    } catch (PortUnreachableException e) {
      return "told";
    } catch (SocketTimeoutException e) {
      return "silence";
    }
  }

  private static String datagram(InetAddress own) throws IOException {
    try (DatagramSocket socket = new DatagramSocket(0, own)) {
      socket.setSoTimeout(LIMIT_MILLIS);
      socket.send(
          new DatagramPacket(
              new byte[LARGEST_DATAGRAM], LARGEST_DATAGRAM, socket.getLocalSocketAddress()));
      return received(socket);
    }
  }

  private static String broadcast() throws IOException {
    try (DatagramSocket receiver = new DatagramSocket(0);
        DatagramSocket sender = new DatagramSocket(0)) {
      receiver.setSoTimeout(LIMIT_MILLIS);
      sender.setBroadcast(true);
      InetAddress all = InetAddress.getByName("127.255.255.255");
      sender.send(new DatagramPacket(new byte[1], 1, all, receiver.getLocalPort()));
      return received(receiver);
    }
  }

  private static String multicast() throws IOException {
    NetworkInterface loopback = NetworkInterface.getByName("lo");
    InetAddress group = InetAddress.getByName("239.1.2.3");
    try (MulticastSocket receiver = new MulticastSocket(0);
        MulticastSocket sender = new MulticastSocket(0)) {
      receiver.setSoTimeout(LIMIT_MILLIS);
      receiver.joinGroup(new InetSocketAddress(group, 0), loopback);
      sender.setNetworkInterface(loopback);
      sender.send(new DatagramPacket(new byte[1], 1, group, receiver.getLocalPort()));
      return received(receiver);
    }
  }

  /** Which datagrams come, by their length: none, one, or the same twice. */
  private static String received(DatagramSocket socket) throws IOException {
    StringBuilder lengths = new StringBuilder();
    DatagramPacket packet = new DatagramPacket(new byte[LARGEST_DATAGRAM], LARGEST_DATAGRAM);
    try {
      while (true) {
        socket.receive(packet);
        lengths.append(packet.getLength()).append(' ');
      }
    } catch (SocketTimeoutException e) {
      return lengths.toString().strip();
    }
  }

  private static void print(String name, String value) {
    System.out.println(name + "=" + value);
  }
}
