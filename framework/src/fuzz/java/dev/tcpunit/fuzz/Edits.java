package dev.tcpunit.fuzz;

import dev.tcpunit.fuzz.Frames.Frame;
import java.util.ArrayList;
import java.util.List;

/** Changes of a capture by four bytes each: what, which frame, and by how much. */
final class Edits {
  private static final int MOST = 8;

  private Edits() {}

  static Frames apply(Frames frames, byte[] data, int from) {
    List<Frame> all = new ArrayList<>(frames.all);
    for (int at = from; at + 4 <= data.length && at < from + 4 * MOST && !all.isEmpty(); at += 4) {
      int index = (data[at + 1] & 0xFF) % all.size();
      int amount = (data[at + 2] & 0xFF) << 8 | data[at + 3] & 0xFF;
      apply(all, Math.floorMod(data[at], 8), index, amount);
    }
    return new Frames(all);
  }

  private static void apply(List<Frame> all, int what, int index, int amount) {
    Frame frame = all.get(index);
    switch (what) {
      case 0 -> all.remove(index);
      case 1 -> insertCopy(all, index, amount);
      case 2 -> swap(all, index);
      case 3 -> pause(all, index, amount);
      default -> {
        byte[] bytes = frame.bytes().clone();
        Header header = Header.of(bytes);
        if (header != null) {
          change(header, what, amount);
          all.set(index, frame.with(bytes));
        }
      }
    }
  }

  private static void insertCopy(List<Frame> all, int index, int amount) {
    int place = Math.min(all.size() - 1, index + amount % 8);
    all.add(place + 1, all.get(index).at(all.get(place).nanos() + amount % 1000));
  }

  /** The frame comes after the next one; the times stay in order. */
  private static void swap(List<Frame> all, int index) {
    if (index + 1 < all.size()) {
      Frame first = all.get(index);
      Frame second = all.get(index + 1);
      all.set(index, second.at(first.nanos()));
      all.set(index + 1, first.at(second.nanos()));
    }
  }

  private static void pause(List<Frame> all, int index, int millis) {
    for (int i = index; i < all.size(); i++) {
      all.set(i, all.get(i).at(all.get(i).nanos() + millis % 2000 * 1_000_000L));
    }
  }

  private static void change(Header header, int what, int amount) {
    switch (what) {
      case 4 -> header.setFlags(header.flags() ^ (amount & 0x3F));
      case 5 -> header.set32(4, header.i32(4) + (short) amount);
      case 6 -> header.set32(8, header.i32(8) + (short) amount);
      default -> header.set16(14, amount);
    }
  }
}
