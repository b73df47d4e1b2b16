package dev.tcpunit.lab;

import java.time.Duration;

/**
 * What happens to whole connections on their way over a {@link Link}: devices forget or close them,
 * and cables are taken out. The peer is gone, and the client has to find out. Import the methods
 * statically, with those of {@link Faults} and {@link Packets}:
 *
 * <pre>{@code
 * link.apply(natForgets(Duration.ofMillis(300)));
 * link.apply(unplug(clientData().carrying(100_000), Duration.ofSeconds(2)));
 * }</pre>
 */
public final class PathFaults {
  /** Bytes: what each host takes (RFC 791). */
  private static final int LEAST_MTU = 576;

  private PathFaults() {}

  /** Loses every packet of both sides from when it begins, and what is then under way. */
  private static final class Outage implements Action {
    @Override
    public boolean on(LinkPacket packet) {
      packet.drop();
      return true;
    }

    @Override
    public boolean isOutage() {
      return true;
    }
  }

  /**
   * Takes the cable out for a time: what both sides send meanwhile is lost, and so is what is under
   * way when it begins. {@link Faults#blackhole(Duration, Duration)} lets the latter arrive. {@link
   * Link#firedFaults()} has each packet that was lost.
   *
   * @param from how long after the fault was applied it begins
   * @param to how long after the fault was applied it ends
   * @return the fault
   * @throws IllegalArgumentException if it ends before it begins, or begins before it is applied
   */
  public static Fault unplug(Duration from, Duration to) {
    FaultPeriod span = FaultPeriod.between(from, to);
    String text = "unplug from %s to %s".formatted(QuantityText.text(from), QuantityText.text(to));
    return new Fault(text, Packets.any(), new Outage(), span);
  }

  /**
   * Takes the cable out at a packet, such as the one that carries a byte: that packet, what both
   * sides send after it and what is under way is lost.
   *
   * <pre>{@code
   * link.apply(unplug(clientData().carrying(100_000), Duration.ofSeconds(2)));
   * }</pre>
   *
   * @param at the packet that is lost first
   * @param lasting how long after that packet it ends
   * @return the fault
   * @throws IllegalArgumentException if the duration is negative
   */
  public static Fault unplug(Packets at, Duration lasting) {
    FaultPeriod span = FaultPeriod.lasting(lasting);
    String text = "unplug at %s for %s".formatted(at, QuantityText.text(lasting));
    return new Fault(text, at, new Outage(), span);
  }

  /**
   * Closes connections on which neither side sends anything for a time, by FIN, as a load balancer
   * or the keep-alive timeout of a server does: what a pool of connections holds is stale then.
   * Each end gets the FIN that the other might have sent. From then on nothing passes: data is
   * answered by a RST, as by a socket that is closed, and a FIN is acknowledged.
   *
   * <pre>{@code
   * client.upload(first);
   * link.apply(closesIdleAfter(Duration.ofMillis(400)));
   * await().until(() -> !link.firedFaults().isEmpty());   // now the connection is closed
   * client.upload(second);
   * assertThat(capture.trace()).retriesOnNewConnection();
   * }</pre>
   *
   * @param idle how long after the last packet of either side, acknowledgments and keep-alives
   *     included
   * @return the fault; {@link Link#firedFaults()} has the FIN that the client gets and each packet
   *     that came after it
   * @throws IllegalArgumentException if the duration is not positive
   */
  public static Fault closesIdleAfter(Duration idle) {
    return idleClosing("close", ForgedPacket.Kind.FIN, idle);
  }

  /**
   * Resets connections on which neither side sends anything for a time, as {@link
   * #closesIdleAfter}, but with a RST to each end.
   *
   * @param idle how long after the last packet of either side
   * @return the fault; {@link Link#firedFaults()} has the RST that the client gets and each packet
   *     that came after it
   * @throws IllegalArgumentException if the duration is not positive
   */
  public static Fault resetsIdleAfter(Duration idle) {
    return idleClosing("reset", ForgedPacket.Kind.RST, idle);
  }

  /**
   * Has a NAT or a firewall forget connections on which neither side sends anything for a time (RFC
   * 5382 section 5): it tells nobody, and what comes after that silence is lost. A SYN makes it
   * know a connection anew.
   *
   * @param idle how long it remembers a connection after its last packet, acknowledgments and
   *     keep-alives included
   * @return the fault, which strikes each packet that is lost
   * @throws IllegalArgumentException if the duration is not positive
   */
  public static Fault natForgets(Duration idle) {
    return forgetting("have a NAT forget connections idle for ", idle, false);
  }

  /**
   * Has a NAT or a firewall forget connections as {@link #natForgets}, but answer with a RST what
   * comes after the silence.
   *
   * @param idle how long it remembers a connection after its last packet
   * @return the fault, which strikes each packet that is answered so
   * @throws IllegalArgumentException if the duration is not positive
   */
  public static Fault natForgetsAndResets(Duration idle) {
    return forgetting("have a NAT forget and reset connections idle for ", idle, true);
  }

  /**
   * Gives the path a smaller MTU than the ends know of: what is longer is lost, and its sender is
   * told the MTU by ICMP "fragmentation needed" (RFC 1191) or "packet too big" (RFC 8201). Linux
   * then sends shorter segments. Packets that may be fragmented pass whole.
   *
   * <p>The error comes from the address of the link's far end. Both ends of a link share one kernel
   * and its route: what one was told holds for both, and for later connections, until the link is
   * closed.
   *
   * @param mtu the longest IP packet that passes, in bytes, at least 576; IPv6 ends do not send
   *     shorter ones than 1280
   * @return the fault, which strikes each packet that is lost
   * @throws IllegalArgumentException if the MTU is too small
   */
  public static Fault pathMtu(int mtu) {
    return pathMtu("path MTU " + mtu, mtu, true);
  }

  /**
   * Gives the path a smaller MTU than the ends know of, and tells nobody, as where a firewall drops
   * ICMP: a path MTU black hole (RFC 2923 section 2.1). The handshake and small requests pass, an
   * upload stalls. Linux finds out by {@code net.ipv4.tcp_mtu_probing}, which is off unless set.
   *
   * @param mtu the longest IP packet that passes, in bytes, at least 576
   * @return the fault, which strikes each packet that is lost
   * @throws IllegalArgumentException if the MTU is too small
   */
  public static Fault pathMtuBlackHole(int mtu) {
    return pathMtu("path MTU black hole above " + mtu, mtu, false);
  }

  /**
   * Loses packets, and tells their sender by ICMP why they cannot be delivered. A connection that
   * is being opened fails at once; one that is established goes on, and tells its program only if
   * it gives up (RFC 5927 section 4, RFC 1122 section 4.2.3.9).
   *
   * <pre>{@code
   * link.apply(unreachable(syn(), Unreachable.HOST));
   * }</pre>
   *
   * @param packets which
   * @param why what the sender is told
   * @return the fault
   */
  public static Fault unreachable(Packets packets, Unreachable why) {
    return new Fault(
        "%s for %s".formatted(why, packets),
        packets,
        packet -> {
          packet.drop();
          packet.inject(IcmpAnswer.unreachable(packet, why));
          return true;
        },
        FaultPeriod.ALWAYS);
  }

  private static Fault pathMtu(String text, int mtu, boolean told) {
    if (mtu < LEAST_MTU) {
      throw new IllegalArgumentException("a path MTU is at least 576 bytes: " + mtu);
    }
    return always(
        text,
        packet -> {
          FrameView frame = packet.frame();
          boolean tooBig = frame.ipLength() > mtu && frame.isNotToBeFragmented();
          if (tooBig) {
            packet.drop();
            if (told) {
              packet.inject(IcmpAnswer.packetTooBig(packet, mtu));
            }
          }
          return tooBig;
        });
  }

  private static Fault idleClosing(String verb, ForgedPacket.Kind by, Duration idle) {
    String text = "%s connections idle for %s".formatted(verb, QuantityText.text(idle));
    return always(text, new IdleClosing(positive(idle), by));
  }

  private static Fault forgetting(String text, Duration idle, boolean resets) {
    return always(text + QuantityText.text(idle), new NatForgetting(positive(idle), resets));
  }

  private static Fault always(String text, Action action) {
    return new Fault(text, Packets.any(), action, FaultPeriod.ALWAYS);
  }

  private static long positive(Duration idle) {
    if (idle.isNegative() || idle.isZero()) {
      throw new IllegalArgumentException("a connection is not idle for " + idle);
    }
    return idle.toNanos();
  }
}
