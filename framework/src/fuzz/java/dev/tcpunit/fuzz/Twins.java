package dev.tcpunit.fuzz;

import dev.tcpunit.fuzz.Frames.Frame;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Other captures of the same behaviour. */
final class Twins {
  /** Verdicts are the same. */
  static final Map<String, UnaryOperator<Frames>> EQUAL = new LinkedHashMap<>();

  /** Less is known: verdicts are the same, or cannot be told. */
  static final Map<String, UnaryOperator<Frames>> POORER = new LinkedHashMap<>();

  static {
    EQUAL.put("written and read", Frames::writtenAndRead);
    EQUAL.put("an hour later", all -> all.map(f -> f.at(f.nanos() + 3_600_000_000_000L)));
    EQUAL.put("other ports", all -> all.map(Twins::onOtherPorts));
    EQUAL.put("numbers that wrap", Twins::numbersThatWrap);
    POORER.put("cut at 96", all -> all.map(f -> f.cutTo(96)));
    POORER.put("cut at 68", all -> all.map(f -> f.cutTo(68)));
  }

  private Twins() {}

  private static Frame onOtherPorts(Frame frame) {
    byte[] bytes = frame.bytes().clone();
    Header header = Header.of(bytes);
    if (header == null) {
      return frame;
    }
    for (int at = 0; at <= 2; at += 2) {
      int port = header.u16(at);
      header.set16(at, port > 1024 && port < 65_000 ? port + 77 : port);
    }
    return frame.with(bytes);
  }

  /** The first sequence number of each sender is moved to just before 2^32. */
  private static Frames numbersThatWrap(Frames all) {
    Map<Integer, Integer> shifts = new LinkedHashMap<>();
    return all.map(
        frame -> {
          byte[] bytes = frame.bytes().clone();
          Header header = Header.of(bytes);
          if (header == null) {
            return frame;
          }
          int seq = header.i32(4);
          int own = shifts.computeIfAbsent(header.i32(0), ports -> -1000 - seq);
          int peers = Integer.rotateLeft(header.i32(0), 16);
          Integer known = shifts.get(peers);
          if ((header.flags() & 16) != 0) {
            int ack = header.i32(8);
            int other = known != null ? known : -1000 - ack;
            shifts.putIfAbsent(peers, other);
            header.set32(8, ack + other);
            shiftSack(header, other);
          }
          header.set32(4, seq + own);
          return frame.with(bytes);
        });
  }

  private static void shiftSack(Header header, int by) {
    int at = header.sackBlocks();
    if (at > 0) {
      for (int edge = at + 2; edge + 4 <= at + header.sackLength(at); edge += 4) {
        header.set32(edge, header.i32(edge) + by);
      }
    }
  }
}
