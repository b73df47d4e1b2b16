package dev.tcpunit.internal.sandbox;

import dev.tcpunit.internal.linux.LinuxSocket;
import dev.tcpunit.internal.linux.Netlink;
import dev.tcpunit.internal.linux.NetworkDevices;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A host with more addresses than loopback's, from which a launcher is written and started. */
final class InNamedHost {
  private InNamedHost() {}

  /**
   * Runs {@link InPrivateNetwork} behind another wall.
   *
   * @param args the launcher's folder; where programs are looked for; the host's addresses
   */
  public static void main(String[] args) throws Exception {
    addAddresses(List.of(args).subList(2, args.length));
    Path javaHome = Path.of(System.getProperty("java.home"));
    Programs programs =
        args[1].isEmpty() ? Programs.onPath() : new Programs(List.of(Path.of(args[1])));
    SandboxOutcome outcome =
        new SandboxLauncher(programs)
            .write(new SandboxRequest(Path.of(args[0]), javaHome, Map.of()));
    Process process =
        new ProcessBuilder(
                outcome.launcher().orElseThrow().toString(),
                "-cp",
                System.getProperty("java.class.path"),
                InPrivateNetwork.class.getName())
            .inheritIO()
            .start();
    System.exit(process.waitFor());
  }

  private static void addAddresses(List<String> addresses) throws Exception {
    try (Netlink netlink = Netlink.open();
        LinuxSocket socket = LinuxSocket.open(LinuxSocket.AF_INET, LinuxSocket.SOCK_DGRAM, 0)) {
      int loopback = NetworkDevices.index(socket, "lo");
      for (String text : addresses) {
        InetAddress address = InetAddress.getByName(text);
        netlink.addAddress(loopback, address, HostAddresses.prefixLength(address));
      }
    }
  }
}
