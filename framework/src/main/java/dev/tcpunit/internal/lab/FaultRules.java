package dev.tcpunit.internal.lab;

import dev.tcpunit.trace.Role;
import java.time.Duration;
import java.util.Locale;

/** The rules that there are. */
public final class FaultRules {
  private FaultRules() {}

  public static FaultRule drop(Selection packets) {
    return always("drop " + packets, packets, FaultRules::dropped);
  }

  private static boolean dropped(Passage packet) {
    packet.drop();
    return true;
  }

  public static FaultRule delay(Selection packets, Duration by) {
    return late("delay ", packets, by);
  }

  public static FaultRule reorder(Selection packets, Duration by) {
    return late("reorder ", packets, by);
  }

  private static FaultRule late(String verb, Selection packets, Duration by) {
    long nanos = by.toNanos();
    return always(
        verb + packets + " by " + Measures.text(by),
        packets,
        packet -> {
          packet.delay(nanos);
          return true;
        });
  }

  public static FaultRule reorder(Selection packets, int by) {
    return always(
        "reorder " + packets + " by " + by + (by == 1 ? " packet" : " packets"),
        packets,
        packet -> {
          packet.holdBehind(by);
          return true;
        });
  }

  public static FaultRule duplicate(Selection packets) {
    return always(
        "duplicate " + packets,
        packets,
        packet -> {
          packet.duplicate();
          return true;
        });
  }

  public static FaultRule blackhole(Selection packets, Duration from, Duration to) {
    String text =
        "blackhole %s from %s to %s".formatted(packets, Measures.text(from), Measures.text(to));
    Span span = Span.between(from.toNanos(), to.toNanos());
    return new FaultRule(text, packets, FaultRules::dropped, span);
  }

  public static FaultRule limitQueue(Selection packets, long bytes) {
    return always(
        "limit the queue of %s to %d bytes".formatted(packets, bytes),
        packets,
        packet -> {
          boolean full = packet.queuedBytes() + packet.frame().length() > bytes;
          if (full) {
            packet.drop();
          }
          return full;
        });
  }

  /** Without payload there, a bit of the checksum is changed. */
  public static FaultRule corruptBit(Selection packets, long bit) {
    return always(
        "corrupt bit %d of %s".formatted(bit, packets),
        packets,
        packet -> {
          FrameView frame = packet.frame();
          if (frame.payloadLength() == 0 && frame.isTcp()) {
            FrameEditor.spoilChecksum(frame);
            return true;
          }
          return flip(frame, bit / Byte.SIZE, 0x80 >>> bit % Byte.SIZE, false);
        });
  }

  public static FaultRule corruptByte(Selection packets, long offset) {
    return always(
        "corrupt byte %d of %s".formatted(offset, packets),
        packets,
        packet -> flip(packet.frame(), offset, 0xFF, false));
  }

  public static FaultRule corruptUnnoticed(Selection packets, long offset) {
    return always(
        "corrupt byte %d of %s with a valid checksum".formatted(offset, packets),
        packets,
        packet -> flip(packet.frame(), offset, 0xFF, true));
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

  public static FaultRule truncate(Selection packets, int payloadBytes) {
    return always(
        "truncate %s to %d bytes of payload".formatted(packets, payloadBytes),
        packets,
        packet -> {
          FrameView frame = packet.frame();
          boolean longer = frame.isTcp() && frame.payloadLength() > payloadBytes;
          if (longer) {
            frame.cutTo(frame.payloadAt() + payloadBytes - frame.start());
          }
          return longer;
        });
  }

  public static FaultRule rewriteWindow(Selection packets, int window) {
    return always(
        "rewrite the window of %s to %d".formatted(packets, window),
        packets,
        packet -> rewrittenWindow(packet.frame(), window));
  }

  public static FaultRule zeroWindow(Selection packets, Duration lasting) {
    String text = "zero the window of %s for %s".formatted(packets, Measures.text(lasting));
    Action action = packet -> rewrittenWindow(packet.frame(), 0);
    return new FaultRule(text, packets, action, Span.lasting(lasting.toNanos()));
  }

  private static boolean rewrittenWindow(FrameView frame, int window) {
    if (frame.isTcp()) {
      FrameEditor.rewriteWindow(frame, window);
    }
    return frame.isTcp();
  }

  public static FaultRule markCongestion(Selection packets) {
    return always(
        "mark CE on " + packets, packets, packet -> FrameEditor.markCongestion(packet.frame()));
  }

  public static FaultRule stripOption(Selection packets, int kind, String name) {
    return always(
        "strip %s from %s".formatted(name, packets),
        packets,
        packet -> packet.frame().isTcp() && FrameEditor.stripOption(packet.frame(), kind));
  }

  public static FaultRule injectRst(Role from, Selection after) {
    return inject("RST", ForgedSegment.Kind.RST, from, after);
  }

  public static FaultRule injectSyn(Role from, Selection after) {
    return inject("SYN", ForgedSegment.Kind.SYN, from, after);
  }

  public static FaultRule injectOldSegment(Role from, Selection after) {
    return inject("old segment", ForgedSegment.Kind.OLD_SEGMENT, from, after);
  }

  public static FaultRule injectAckOfUnsentData(Role from, Selection after) {
    return inject("ACK of unsent data", ForgedSegment.Kind.ACK_OF_UNSENT_DATA, from, after);
  }

  private static FaultRule inject(
      String what, ForgedSegment.Kind kind, Role from, Selection after) {
    String side = from.name().toLowerCase(Locale.ROOT);
    return always(
        "inject %s from the %s after %s".formatted(what, side, after),
        after,
        packet -> {
          ForgedSegment forged = ForgedSegment.of(kind, from, packet);
          if (forged != null) {
            packet.inject(forged);
          }
          return forged != null;
        });
  }

  private static FaultRule always(String text, Selection packets, Action action) {
    return new FaultRule(text, packets, action, Span.ALWAYS);
  }
}
