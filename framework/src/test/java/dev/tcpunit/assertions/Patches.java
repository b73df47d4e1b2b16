package dev.tcpunit.assertions;

import dev.tcpunit.analysis.AnalysisOptions;
import dev.tcpunit.capture.CapturedFrame;
import dev.tcpunit.net.TcpFlags;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What stacks would have sent that do what no kernel does: real headers, changed here and there.
 * The payload is left out, and so the checksum cannot tell.
 */
final class Patches {
  private static final int ETHERNET = 14;
  private static final int IPV4 = 20;
  private static final int TCP = ETHERNET + IPV4;
  private static final int TCP_BYTES = 20;
  private static final int LONGEST_HEADERS = TCP + 60;
  private static final int DATA_OFFSET = 12;
  private static final int FLAGS = 13;
  private static final int ACK = 8;

  /** In units of 64 KiB. */
  private static final int BELOW_START = 0x2000;

  private static final int CHECKSUM = 16;
  private static final int SACK = 5;

  private Patches() {}

  /** The same frames, with the headers from the address changed. */
  static Recording patch(Recording recording, String source, Consumer<ByteBuffer> change) {
    List<CapturedFrame> changed = new ArrayList<>();
    for (CapturedFrame frame : recording.cutTo(LONGEST_HEADERS).frames()) {
      CapturedFrame copy = Recording.copy(frame);
      ByteBuffer bytes = ByteBuffer.wrap(copy.buffer(), 0, copy.capturedLength());
      if (isFrom(bytes, source)) {
        change.accept(bytes.slice(TCP, copy.capturedLength() - TCP));
      }
      changed.add(copy);
    }
    return new Recording(changed, recording.endNanos(), recording.dropped(), recording.options());
  }

  /** The same frames as a file, as if someone had replaced its addresses and left the checksums. */
  static Recording withOtherAddresses(Recording recording) {
    List<CapturedFrame> changed = new ArrayList<>();
    for (CapturedFrame frame : recording.frames()) {
      CapturedFrame copy = Recording.copy(frame);
      for (int address = ETHERNET + 12; address < TCP; address += 4) {
        copy.buffer()[address] = 10;
      }
      changed.add(copy);
    }
    return new Recording(
        changed, recording.endNanos(), recording.dropped(), AnalysisOptions.EVERYTHING);
  }

  /** The same frames, from this one on so much later. */
  static Recording late(Recording recording, int from, Duration by) {
    List<CapturedFrame> changed = new ArrayList<>();
    for (CapturedFrame frame : recording.frames()) {
      CapturedFrame copy = Recording.copy(frame);
      long nanos = changed.size() + 1 >= from ? by.toNanos() : 0;
      copy.stamp(frame.timeNanos() + nanos, frame.linkType(), frame.checksumStatus());
      changed.add(copy);
    }
    return new Recording(
        changed, recording.endNanos() + by.toNanos(), recording.dropped(), recording.options());
  }

  private static boolean isFrom(ByteBuffer frame, String source) {
    String address =
        "%d.%d.%d.%d"
            .formatted(
                frame.get(ETHERNET + 12) & 0xFF,
                frame.get(ETHERNET + 13) & 0xFF,
                frame.get(ETHERNET + 14) & 0xFF,
                frame.get(ETHERNET + 15) & 0xFF);
    return address.equals(source);
  }

  /** Takes control bits away, and has the checksum fit: a receiver believes no other. */
  static Consumer<ByteBuffer> withoutFlag(int flag) {
    return tcp -> {
      int sum = (tcp.getShort(CHECKSUM) & 0xFFFF) + (tcp.get(FLAGS) & flag);
      tcp.put(FLAGS, (byte) (tcp.get(FLAGS) & ~flag));
      tcp.putShort(CHECKSUM, (short) (sum + (sum >>> 16)));
    };
  }

  /** Has a FIN acknowledge what lies far before the connection, and its checksum fit. */
  static void withAckBelowStart(ByteBuffer tcp) {
    if ((tcp.get(FLAGS) & TcpFlags.FIN) != 0) {
      int before = tcp.getShort(ACK) & 0xFFFF;
      int after = before - BELOW_START & 0xFFFF;
      tcp.putShort(ACK, (short) after);
      // Not always BELOW_START: a number below it is taken from the end (RFC 1624 section 3).
      int sum = (tcp.getShort(CHECKSUM) & 0xFFFF) + before + (~after & 0xFFFF);
      sum = (sum & 0xFFFF) + (sum >>> 16);
      tcp.putShort(CHECKSUM, (short) (sum + (sum >>> 16)));
    }
  }

  /** Puts no-operation options in place of SACK blocks. */
  static void withoutSackBlocks(ByteBuffer tcp) {
    int end = (tcp.get(DATA_OFFSET) >> 4 & 0xF) * 4;
    int at = TCP_BYTES;
    while (at < end && tcp.get(at) != 0) {
      int length = tcp.get(at) == 1 ? 1 : tcp.get(at + 1);
      if (tcp.get(at) == SACK) {
        for (int i = 0; i < length; i++) {
          tcp.put(at + i, (byte) 1);
        }
      }
      at += length;
    }
  }

  /** Gives the first option of a header that has any a length beyond the header. */
  static void withOptionTooLong(ByteBuffer tcp) {
    if ((tcp.get(DATA_OFFSET) >> 4 & 0xF) * 4 > TCP_BYTES) {
      tcp.put(TCP_BYTES, (byte) 8).put(TCP_BYTES + 1, (byte) 60);
    }
  }
}
