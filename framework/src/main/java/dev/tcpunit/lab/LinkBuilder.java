package dev.tcpunit.lab;

import dev.tcpunit.internal.linux.Errno;
import dev.tcpunit.internal.linux.Jna;
import dev.tcpunit.internal.linux.LinuxException;
import java.time.Duration;

/**
 * The settings of a {@link Link}. What is not set is not impaired. Each direction has a delay, a
 * rate and a queue of its own, all alike.
 */
public final class LinkBuilder {
  private static final int LEAST_MTU = 576; // RFC 791: each host takes a datagram of that size
  private static final int LEAST_IPV6_MTU = 1280; // RFC 8200 section 5
  private static final int MOST_MTU = 65_535;

  private Duration delay = Duration.ZERO;
  private Duration jitter = Duration.ZERO;
  private long bitsPerSecond;
  private long queueBytes = Long.MAX_VALUE;
  private double loss;
  private long seed;
  private int mtu = 1500;
  private boolean ipv6;

  LinkBuilder() {}

  /**
   * How long each packet is under way, one way: a round trip takes twice as long.
   *
   * @param oneWay not negative
   * @return this builder
   * @throws IllegalArgumentException if it is negative
   */
  public LinkBuilder delay(Duration oneWay) {
    delay = notNegative(oneWay, "delay");
    return this;
  }

  /**
   * The delay as text.
   *
   * @param oneWay such as {@code 20ms}, {@code 1.5s} or {@code 100us}
   * @return this builder
   * @throws IllegalArgumentException if it cannot be read
   */
  public LinkBuilder delay(String oneWay) {
    return delay(QuantityText.duration(oneWay));
  }

  /**
   * By how much at most the delay of a packet is longer or shorter. Each packet's is drawn by the
   * {@link #seed}; no packet overtakes another by it.
   *
   * @param most not negative, and at {@link #open} not longer than the delay
   * @return this builder
   * @throws IllegalArgumentException if it is negative
   */
  public LinkBuilder jitter(Duration most) {
    jitter = notNegative(most, "jitter");
    return this;
  }

  /**
   * The jitter as text.
   *
   * @param most such as {@code 2ms}
   * @return this builder
   * @throws IllegalArgumentException if it cannot be read
   */
  public LinkBuilder jitter(String most) {
    return jitter(QuantityText.duration(most));
  }

  /**
   * How fast packets leave, one after another. Counted are whole frames: 1514 bytes for a full
   * segment at an MTU of 1500.
   *
   * @param bitsASecond more than 0
   * @return this builder
   * @throws IllegalArgumentException if it is 0 or negative
   */
  public LinkBuilder rate(long bitsASecond) {
    if (bitsASecond < 1) {
      throw new IllegalArgumentException("a rate is more than 0 bits a second: " + bitsASecond);
    }
    bitsPerSecond = bitsASecond;
    return this;
  }

  /**
   * The rate as text.
   *
   * @param aSecond such as {@code 50mbit} or {@code 9600bit}
   * @return this builder
   * @throws IllegalArgumentException if it cannot be read
   */
  public LinkBuilder rate(String aSecond) {
    return rate(QuantityText.rate(aSecond));
  }

  /**
   * How much may wait before the {@link #rate}: a packet that does not fit in is lost, as in a
   * router. Without a rate nothing waits.
   *
   * @param bytes more than 0, the packet that is leaving included; unlimited unless set
   * @return this builder
   * @throws IllegalArgumentException if it is 0 or negative
   */
  public LinkBuilder queue(long bytes) {
    if (bytes < 1) {
      throw new IllegalArgumentException("a queue is longer than 0 bytes: " + bytes);
    }
    queueBytes = bytes;
    return this;
  }

  /**
   * The queue as text.
   *
   * @param length such as {@code 100kB} or {@code 64KiB}
   * @return this builder
   * @throws IllegalArgumentException if it cannot be read
   */
  public LinkBuilder queue(String length) {
    return queue(QuantityText.bytes(length));
  }

  /**
   * How likely each packet of either direction is lost. Each packet's fate is drawn by the {@link
   * #seed} as {@link Packets#withProbability} says.
   *
   * @param probability from 0 to 1
   * @return this builder
   * @throws IllegalArgumentException if it is no probability
   */
  public LinkBuilder loss(double probability) {
    Packets.any().withProbability(probability);
    loss = probability;
    return this;
  }

  /**
   * What all chance on the link follows from: same seed, same program, same faults.
   *
   * @param number any; 0 unless set
   * @return this builder
   */
  public LinkBuilder seed(long number) {
    seed = number;
    return this;
  }

  /**
   * The longest IP packet.
   *
   * @param bytes from 576, or 1280 for IPv6, to 65535; 1500 unless set
   * @return this builder
   * @throws IllegalArgumentException if it is out of range
   */
  public LinkBuilder mtu(int bytes) {
    if (bytes < LEAST_MTU || bytes > MOST_MTU) {
      throw new IllegalArgumentException(
          "an MTU is from %d to %d bytes: %d".formatted(LEAST_MTU, MOST_MTU, bytes));
    }
    mtu = bytes;
    return this;
  }

  /**
   * Has the link use IPv6 instead of IPv4.
   *
   * @return this builder
   */
  public LinkBuilder ipv6() {
    ipv6 = true;
    return this;
  }

  /**
   * Opens the link in the network of the calling thread.
   *
   * @return the link, to be closed after the sockets that use it
   * @throws LinkException if it cannot be opened; nothing is left behind
   * @throws IllegalArgumentException if settings contradict each other
   */
  public Link open() {
    if (jitter.compareTo(delay) > 0) {
      throw new IllegalArgumentException(
          "jitter " + jitter + " is longer than the delay " + delay + ": packets would be early");
    }
    if (ipv6 && mtu < LEAST_IPV6_MTU) {
      throw new IllegalArgumentException("IPv6 needs an MTU of 1280 bytes at least: " + mtu);
    }
    if (!System.getProperty("os.name").equals("Linux")) {
      throw new LinkException(
          "open link",
          "this is " + System.getProperty("os.name"),
          "A link needs Linux: run the test there, or in a container.",
          null);
    }
    try {
      return start();
    } catch (LinuxException e) {
      throw new LinkException("open link", e.getMessage(), remedy(e), e);
    }
  }

  private Link start() throws LinuxException {
    VethPair pair = VethPair.open(ipv6, mtu);
    try {
      Impairment impairment =
          new Impairment(delay.toNanos(), jitter.toNanos(), bitsPerSecond, queueBytes, seed);
      Link link = new Link(pair, Forwarder.start(pair.name(), pair.openFarEnd(), impairment));
      if (loss > 0) {
        link.apply(Faults.drop(Packets.any().withProbability(loss)).optional());
      }
      return link;
    } catch (LinuxException e) {
      pair.close(e);
      throw e;
    }
  }

  private static String remedy(LinuxException e) {
    return switch (e.errno()) {
      case Errno.EPERM ->
          "It takes CAP_NET_ADMIN in a network of the test's own: run the tests with the goal"
              + " tcpunit:sandbox of the Maven plugin, or start them with: unshare"
              + " --map-current-user --keep-caps -n";
      case Errno.EOPNOTSUPP -> "The kernel has no veth interfaces: have the module veth loaded.";
      case Errno.EAFNOSUPPORT, Errno.EACCES -> "IPv6 is off: turn it on, or use a link of IPv4.";
      case Errno.ELIBACC -> Jna.REMEDY + ".";
      case Errno.EEXIST -> "All subnets are in use: close links that are no longer needed.";
      default -> "See what the kernel says, and whether this network may be changed.";
    };
  }

  private static Duration notNegative(Duration duration, String what) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("a " + what + " is not negative: " + duration);
    }
    return duration;
  }
}
