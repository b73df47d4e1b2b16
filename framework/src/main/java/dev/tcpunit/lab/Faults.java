package dev.tcpunit.lab;

import dev.tcpunit.trace.Role;
import java.time.Duration;
import java.util.function.Function;

/**
 * What can happen to packets on a {@link Link}. Import the methods statically, with those of {@link
 * Packets}:
 *
 * <pre>{@code
 * link.apply(drop(clientData().number(5)));
 * link.apply(delay(pureAck().from(SERVER), Duration.ofMillis(60)));
 * }</pre>
 *
 * <p>Faults are applied in the order in which they were given to the link, until one drops the
 * packet. The rate, delay and queue of the link come after them.
 */
public final class Faults {
  private Faults() {}

  /**
   * Loses packets.
   *
   * @param packets which
   * @return the fault
   */
  public static Fault drop(Packets packets) {
    return always("drop " + packets, packets, Faults::dropped);
  }

  /**
   * Lets packets arrive later; those that follow may overtake them.
   *
   * @param packets which
   * @param by how much later, besides the link's own delay
   * @return the fault
   * @throws IllegalArgumentException if the duration is negative
   */
  public static Fault delay(Packets packets, Duration by) {
    return late("delay ", packets, by);
  }

  /**
   * Lets packets arrive twice, one right after the other.
   *
   * @param packets which
   * @return the fault
   */
  public static Fault duplicate(Packets packets) {
    return always(
        "duplicate " + packets,
        packets,
        packet -> {
          packet.duplicate();
          return true;
        });
  }

  /**
   * Lets packets arrive behind later ones of the same direction and connection. If not so many
   * follow within a second, the packet goes on without them.
   *
   * @param packets which
   * @param by how many packets overtake it, at least 1
   * @return the fault
   * @throws IllegalArgumentException if {@code by} is less than 1
   */
  public static Fault reorder(Packets packets, int by) {
    if (by < 1) {
      throw new IllegalArgumentException("a packet cannot be overtaken by " + by + " packets");
    }
    return always(
        "reorder " + packets + " by " + by + (by == 1 ? " packet" : " packets"),
        packets,
        packet -> {
          packet.holdBehind(by);
          return true;
        });
  }

  /**
   * Lets packets arrive behind those that come within a time after them: as {@link #delay}, in
   * other words. How many those are depends on how fast they are sent; where the sender is to do
   * the same each time, {@linkplain #reorder(Packets, int) say how many}.
   *
   * @param packets which
   * @param by how long others may overtake it
   * @return the fault
   * @throws IllegalArgumentException if the duration is negative
   */
  public static Fault reorder(Packets packets, Duration by) {
    return late("reorder ", packets, by);
  }

  /**
   * Loses all packets for a time.
   *
   * @param from how long after the fault was applied it begins
   * @param to how long after the fault was applied it ends
   * @return the fault
   * @throws IllegalArgumentException if it ends before it begins, or begins before it is applied
   */
  public static Fault blackhole(Duration from, Duration to) {
    return blackhole(Packets.any(), from, to);
  }

  /**
   * Loses packets for a time.
   *
   * @param packets which
   * @param from how long after the fault was applied it begins
   * @param to how long after the fault was applied it ends
   * @return the fault
   * @throws IllegalArgumentException if it ends before it begins, or begins before it is applied
   */
  public static Fault blackhole(Packets packets, Duration from, Duration to) {
    FaultPeriod span = FaultPeriod.between(from, to);
    String text =
        "blackhole %s from %s to %s"
            .formatted(packets, QuantityText.text(from), QuantityText.text(to));
    return new Fault(text, packets, Faults::dropped, span);
  }

  /**
   * Loses packets that find a queue too full before the link's rate. Without {@link
   * LinkBuilder#rate(long)} nothing waits, and the fault never strikes.
   *
   * @param packets which
   * @param bytes how much may wait, the packet included: Ethernet headers count
   * @return the fault
   * @throws IllegalArgumentException if the length is 0 or negative
   */
  public static Fault limitQueue(Packets packets, long bytes) {
    if (bytes < 1) {
      throw new IllegalArgumentException("a queue is longer than 0 bytes: " + bytes);
    }
    return always(
        "limit the queue of %s to %d bytes".formatted(packets, bytes),
        packets,
        packet -> packet.queuedBytes() + packet.frame().length() > bytes && dropped(packet));
  }

  /**
   * Changes the first bit of the payload, so that the TCP checksum shows it; without payload, a bit
   * of the checksum itself. The receiver discards the segment.
   *
   * @param packets which
   * @return the fault
   */
  public static Fault corrupt(Packets packets) {
    return corruptBit(packets, 0);
  }

  /**
   * Changes a bit of the payload, so that the TCP checksum shows it; without payload, a bit of the
   * checksum itself. The receiver discards the segment.
   *
   * @param packets which; those with payload that does not reach so far are not changed
   * @param bit which bit of the packet's payload, from 0, the highest of a byte first
   * @return the fault
   * @throws IllegalArgumentException if the number is negative
   */
  public static Fault corruptBit(Packets packets, int bit) {
    int place = offset(bit);
    return always(
        "corrupt bit %d of %s".formatted(place, packets),
        packets,
        packet -> {
          FrameView frame = packet.frame();
          if (frame.payloadLength() == 0 && frame.isTcp()) {
            FrameEditor.spoilChecksum(frame);
            return true;
          }
          return flip(frame, place / Byte.SIZE, 0x80 >>> place % Byte.SIZE, false);
        });
  }

  /**
   * Inverts a byte of the payload, so that the TCP checksum shows it. The receiver discards the
   * segment.
   *
   * @param packets which; those whose payload does not reach so far are not changed
   * @param offset which byte of the packet's payload, from 0
   * @return the fault
   * @throws IllegalArgumentException if the offset is negative
   */
  public static Fault corruptByte(Packets packets, int offset) {
    int place = offset(offset);
    return always(
        "corrupt byte %d of %s".formatted(place, packets),
        packets,
        packet -> flip(packet.frame(), place, 0xFF, false));
  }

  /**
   * Inverts a byte of the payload and makes the TCP checksum fit, as a faulty router does: the
   * receiver's kernel accepts the segment, and only the application can find out.
   *
   * @param packets which; those whose payload does not reach so far are not changed
   * @param offset which byte of the packet's payload, from 0
   * @return the fault
   * @throws IllegalArgumentException if the offset is negative
   */
  public static Fault corruptUnnoticed(Packets packets, int offset) {
    int place = offset(offset);
    return always(
        "corrupt byte %d of %s with a valid checksum".formatted(place, packets),
        packets,
        packet -> flip(packet.frame(), place, 0xFF, true));
  }

  /**
   * Cuts packets short on the wire: their headers still speak of the whole. The receiver discards
   * them.
   *
   * @param packets which; those with no more payload than that are not changed
   * @param payloadBytes how much payload is left
   * @return the fault
   * @throws IllegalArgumentException if the length is negative
   */
  public static Fault truncate(Packets packets, int payloadBytes) {
    int left = offset(payloadBytes);
    return always(
        "truncate %s to %d bytes of payload".formatted(packets, left),
        packets,
        packet -> {
          FrameView frame = packet.frame();
          boolean longer = frame.isTcp() && frame.payloadLength() > left;
          if (longer) {
            frame.cutTo(frame.payloadAt() + left - frame.start());
          }
          return longer;
        });
  }

  /**
   * Changes the window that packets advertise, and makes their checksum fit.
   *
   * @param packets which
   * @param window the 16 bits of the header, not scaled (RFC 7323 section 2)
   * @return the fault
   * @throws IllegalArgumentException if it does not fit in 16 bits
   */
  public static Fault rewriteWindow(Packets packets, int window) {
    if (window < 0 || window > 0xFFFF) {
      throw new IllegalArgumentException("a window field has 16 bits: " + window);
    }
    return always(
        "rewrite the window of %s to %d".formatted(packets, window),
        packets,
        packet -> rewrittenWindow(packet.frame(), window));
  }

  /**
   * Closes a window for a time: from the first of the packets on they advertise no room. Their
   * sender does not know of it, so the other side must find out by probing (RFC 9293 section
   * 3.8.6.1).
   *
   * @param packets which, such as {@code any().from(SERVER).from(10)}
   * @param lasting how long after the first of them
   * @return the fault
   * @throws IllegalArgumentException if the duration is negative
   */
  public static Fault zeroWindow(Packets packets, Duration lasting) {
    FaultPeriod span = FaultPeriod.lasting(lasting);
    String text = "zero the window of %s for %s".formatted(packets, QuantityText.text(lasting));
    return new Fault(text, packets, packet -> rewrittenWindow(packet.frame(), 0), span);
  }

  /**
   * Says of packets that they met congestion, as a router does instead of dropping them (RFC 3168).
   * Packets whose sender does not take part in ECN are not changed.
   *
   * @param packets which
   * @return the fault
   */
  public static Fault markCe(Packets packets) {
    return always(
        "mark CE on " + packets, packets, packet -> FrameEditor.markCongestion(packet.frame()));
  }

  /**
   * Takes a TCP option out of packets, as some middleboxes do, and makes their checksum fit.
   *
   * @param packets which; those without the option are not changed
   * @param option which
   * @return the fault
   */
  public static Fault stripOption(Packets packets, TcpOption option) {
    return always(
        "strip %s from %s".formatted(option, packets),
        packets,
        packet -> packet.frame().isTcp() && FrameEditor.stripOption(packet.frame(), option.kind()));
  }

  /**
   * Resets a connection: after a packet comes an RST with just the sequence number that its
   * receiver expects (RFC 5961 section 3.2).
   *
   * @param from who seems to have sent it: the other side's connection is reset
   * @param after after which packets
   * @return the fault
   */
  public static Fault injectRst(Role from, Packets after) {
    return inject("RST", ForgedPacket.Kind.RST, from, after);
  }

  /**
   * Sends an RST some bytes beside the sequence number that its receiver expects, as somebody does
   * who guesses. Within the window its receiver answers with a challenge ACK, and the connection
   * goes on (RFC 5961 section 3.2).
   *
   * @param from who seems to have sent it
   * @param bytes how far above what that side has sent, or below if negative
   * @param after after which packets
   * @return the fault
   */
  public static Fault injectRst(Role from, int bytes, Packets after) {
    return inject(
        "RST %+d".formatted(bytes), from, after, packet -> ForgedPacket.reset(from, bytes, packet));
  }

  /**
   * Sends a SYN into an established connection; its receiver answers with a challenge ACK, and the
   * connection goes on (RFC 5961 section 4.2).
   *
   * @param from who seems to have sent it
   * @param after after which packets
   * @return the fault
   */
  public static Fault injectSyn(Role from, Packets after) {
    return inject("SYN", ForgedPacket.Kind.SYN, from, after);
  }

  /**
   * Sends the first byte of a flow once more, as a segment that was long under way; its receiver
   * answers with a duplicate ACK (RFC 9293 section 3.10.7.4).
   *
   * @param from who seems to have sent it
   * @param after after which packets; those before the flow's first byte are passed over
   * @return the fault
   */
  public static Fault injectOldSegment(Role from, Packets after) {
    return inject("old segment", ForgedPacket.Kind.OLD_SEGMENT, from, after);
  }

  /**
   * Acknowledges bytes that were never sent; the receiver discards that (RFC 5961 section 5.2).
   *
   * @param from who seems to have sent it
   * @param after after which packets
   * @return the fault
   */
  public static Fault injectAckOfUnsentData(Role from, Packets after) {
    return inject("ACK of unsent data", ForgedPacket.Kind.ACK_OF_UNSENT_DATA, from, after);
  }

  private static Fault always(String text, Packets packets, Action action) {
    return new Fault(text, packets, action, FaultPeriod.ALWAYS);
  }

  private static boolean dropped(LinkPacket packet) {
    packet.drop();
    return true;
  }

  private static Fault late(String verb, Packets packets, Duration by) {
    long nanos = notNegative(by).toNanos();
    return always(
        verb + packets + " by " + QuantityText.text(by),
        packets,
        packet -> {
          packet.delay(nanos);
          return true;
        });
  }

  private static boolean flip(FrameView frame, long offset, int bits, boolean validly) {
    if (!frame.isTcp() || offset >= frame.payloadLength()) {
      return false;
    }
    int at = frame.payloadAt() + (int) offset;
    int value = frame.bytes().get(at) ^ bits;
    if (validly) {
      FrameEditor.rewriteByte(frame, at, value);
    } else {
      frame.bytes().put(at, (byte) value);
    }
    return true;
  }

  private static boolean rewrittenWindow(FrameView frame, int window) {
    if (frame.isTcp()) {
      FrameEditor.rewriteWindow(frame, window);
    }
    return frame.isTcp();
  }

  private static Fault inject(String what, ForgedPacket.Kind kind, Role from, Packets after) {
    return inject(what, from, after, packet -> ForgedPacket.of(kind, from, packet));
  }

  private static Fault inject(
      String what, Role from, Packets after, Function<LinkPacket, ForgedPacket> forge) {
    String side = from.word();
    return always(
        "inject %s from the %s after %s".formatted(what, side, after),
        after,
        packet -> {
          ForgedPacket forged = forge.apply(packet);
          if (forged != null) {
            packet.inject(forged);
          }
          return forged != null;
        });
  }

  private static int offset(int value) {
    if (value < 0) {
      throw new IllegalArgumentException("a place in a payload is not negative: " + value);
    }
    return value;
  }

  private static Duration notNegative(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("a packet cannot be late by " + duration);
    }
    return duration;
  }
}
