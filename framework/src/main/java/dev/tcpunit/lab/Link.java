package dev.tcpunit.lab;

import dev.tcpunit.internal.linux.LinuxException;
import dev.tcpunit.net.LinkAddresses;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;

/**
 * A network path between a client and a server in this JVM, both with the kernel's TCP, which a
 * test can impair packet by packet.
 *
 * <pre>{@code
 * try (Link link = Link.builder().delay(Duration.ofMillis(10)).open()) {
 *   ServerSocket server = new ServerSocket(0, 50, link.serverAddress());
 *   link.apply(drop(clientData().number(5)));
 *   Socket client = new Socket();
 *   client.connect(link.towards(server.getLocalPort()));
 *   ...
 * }
 * }</pre>
 *
 * <p><b>What it is:</b> a pair of virtual Ethernet interfaces. Both sockets are at the near one;
 * what they send to the other's address comes out at the far one, where a thread exchanges the
 * addresses and sends the frame back, or does with it what a {@link Fault} says. Segments have wire
 * size and true checksums. A capture on {@link #interfaceName()} sees each packet twice: as the
 * sender sent it, and as it arrived.
 *
 * <p><b>What it needs:</b> Linux and CAP_NET_ADMIN in the network of the calling thread, which
 * every user has in the sandbox of the Maven plugin. The link lives in the network of the thread
 * that opened it. It is safe for use by several threads.
 *
 * <p><b>Several links</b> can be open side by side, each with a subnet of its own.
 */
public final class Link implements AutoCloseable {
  private final VethPair pair;
  private final Forwarder forwarder;
  private boolean closed;

  Link(VethPair pair, Forwarder forwarder) {
    this.pair = pair;
    this.forwarder = forwarder;
  }

  /**
   * Opens an unimpaired link over IPv4.
   *
   * @return the link, to be closed after the sockets that use it
   * @throws LinkException if it cannot be opened; nothing is left behind
   */
  public static Link open() {
    return builder().open();
  }

  /**
   * Begins the settings of a link.
   *
   * @return those of an unimpaired link over IPv4
   */
  public static LinkBuilder builder() {
    return new LinkBuilder();
  }

  /**
   * Where the server binds its socket.
   *
   * @return such as 192.0.2.1 or 2001:db8::1
   */
  public InetAddress serverAddress() {
    return pair.near();
  }

  /**
   * Where the client connects to reach, over the link, a server that is bound here.
   *
   * @param port the server's port
   * @return such as 192.0.2.2:8081
   */
  public InetSocketAddress towards(int port) {
    return new InetSocketAddress(pair.far(), port);
  }

  /**
   * Both addresses: what is sent from the own one to the mirrored one comes back the other way.
   *
   * @return such as {@code 192.0.2.1,192.0.2.2}
   */
  public LinkAddresses addresses() {
    return new LinkAddresses(pair.near(), pair.far());
  }

  /**
   * The interface on which a capture sees both ends.
   *
   * @return such as {@code tcpunit0}
   */
  public String interfaceName() {
    return pair.name();
  }

  /**
   * Has a fault happen to the packets that are sent from now on.
   *
   * @param fault what happens to which packets
   * @return this link
   */
  public Link apply(Fault fault) {
    forwarder.arm(Objects.requireNonNull(fault, "fault"));
    return this;
  }

  /** Loses all packets that come from now on, until {@link #up}. Those under way still arrive. */
  public void down() {
    forwarder.setDown(true);
  }

  /** Lets packets pass again. */
  public void up() {
    forwarder.setDown(false);
  }

  /**
   * The faults that have struck so far, in order, one for each packet.
   *
   * @return a list that does not change
   */
  public List<FiredFault> firedFaults() {
    return forwarder.fired();
  }

  /**
   * The faults that have never struck so far, {@link Fault#optional()} ones left out: if there are
   * any at the end, the test has not shown what it says.
   *
   * @return a list that does not change
   */
  public List<Fault> unfiredFaults() {
    return forwarder.unfired().stream().filter(fault -> !fault.isOptional()).toList();
  }

  /**
   * What the link has done so far.
   *
   * @return counts of one moment
   */
  public synchronized LinkStatistics statistics() {
    return forwarder.statistics();
  }

  /**
   * Takes the link away: interfaces, thread and descriptors. Packets under way are lost, and
   * connections over it are aborted on both ends (as RFC 9293 section 3.10.5 has it, without a RST
   * that arrives): a read or write fails, rather than wait for minutes. What is left of connections
   * that were just closed goes too, and so never shows on the next link. Does nothing the second
   * time.
   *
   * @throws LinkException if it had ended before, or cannot be taken away
   */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    forwarder.close();
    try {
      pair.close();
    } catch (LinuxException e) {
      String remedy = "Remove the interface, if it is still there.";
      throw new LinkException("close link " + pair.name(), e.getMessage(), remedy, e);
    }
    Exception failure = forwarder.failure();
    if (failure != null) {
      String remedy = "What was sent after that did not arrive: run the test again.";
      throw new LinkException("forward on " + pair.name(), failure.toString(), remedy, failure);
    }
  }

  /** The interface and its addresses. */
  @Override
  public String toString() {
    return "link %s, %s to %s"
        .formatted(pair.name(), pair.near().getHostAddress(), pair.far().getHostAddress());
  }
}
