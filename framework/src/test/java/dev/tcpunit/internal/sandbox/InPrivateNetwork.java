package dev.tcpunit.internal.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** What the tests of the launcher run: it prints where it is, as lines of name=value. */
final class InPrivateNetwork {
  private InPrivateNetwork() {}

  public static void main(String[] args) throws IOException {
    print("sandbox", CurrentSandbox.strategy().orElse("none"));
    print("network", Files.readSymbolicLink(Path.of("/proc/self/ns/net")).toString());
    print("javaHome", System.getenv("JAVA_HOME"));
    print("userHome", System.getProperty("user.home"));
    print("earlyRetrans", sysctl("net/ipv4/tcp_early_retrans"));
    print("arguments", String.join("|", args));
    print("loopback", loopback());
    print("addresses", addresses());
    print("localHost", localHost());
    if (System.in.read() == 'q') {
      System.exit(3);
    }
  }

  private static String addresses() throws IOException {
    return NetworkInterface.getByName("lo")
        .inetAddresses()
        .map(address -> address.getHostAddress().replaceFirst("%.*", "") + ",")
        .collect(Collectors.joining());
  }

  private static String localHost() {
    try {
      InetAddress address = InetAddress.getLocalHost();
      return address.getHostName() + (connects(address) ? " serves" : " does not serve");
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static String loopback() throws IOException {
    return connects(InetAddress.getLoopbackAddress()) ? "up" : "down";
  }

  private static boolean connects(InetAddress address) throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, address);
        Socket client = new Socket(address, server.getLocalPort())) {
      return client.isConnected();
    }
  }

  private static String sysctl(String name) throws IOException {
    return String.join("", Files.readAllLines(Path.of("/proc/sys", name)));
  }

  private static void print(String name, String value) {
    System.out.println(name + "=" + value);
  }
}
