package dev.tcpunit.fuzz;

import dev.tcpunit.capture.CapturedFrame;
import dev.tcpunit.internal.file.CaptureFile;
import dev.tcpunit.internal.file.PcapngWriter;
import dev.tcpunit.net.ChecksumStatus;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** The Ethernet frames of a capture, to be changed and written as pcap. */
final class Frames {
  private static final int ETHERNET = 1;
  private static final int NANOSECONDS = 0xA1B23C4D;
  private static final int FILE_HEADER = 24;
  private static final int FRAME_HEADER = 16;
  private static final int SNAP_LENGTH = 262_144;

  /** A frame, of which the first bytes were captured. */
  record Frame(long nanos, byte[] bytes, int length) {
    Frame with(byte[] newBytes) {
      return new Frame(nanos, newBytes, length + newBytes.length - bytes.length);
    }

    Frame at(long newNanos) {
      return new Frame(newNanos, bytes, length);
    }

    Frame cutTo(int most) {
      return new Frame(nanos, Arrays.copyOf(bytes, Math.min(bytes.length, most)), length);
    }
  }

  final List<Frame> all;

  Frames(List<Frame> all) {
    this.all = all;
  }

  static Frames of(byte[] capture) {
    List<Frame> frames = new ArrayList<>();
    CaptureFile.read(new ByteArrayInputStream(capture), frame -> frames.add(copy(frame)));
    return new Frames(frames);
  }

  private static Frame copy(CapturedFrame frame) {
    int start = frame.offset();
    byte[] bytes = Arrays.copyOfRange(frame.buffer(), start, start + frame.capturedLength());
    return new Frame(frame.timeNanos(), bytes, frame.originalLength());
  }

  Frames map(UnaryOperator<Frame> change) {
    return new Frames(new ArrayList<>(all.stream().map(change).toList()));
  }

  /** What is read of the pcapng file that is written of them. */
  Frames writtenAndRead() {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (PcapngWriter writer = new PcapngWriter(file, "frames")) {
      int number = writer.addInterface("lan0", ETHERNET, SNAP_LENGTH);
      CapturedFrame written = new CapturedFrame();
      for (Frame frame : all) {
        written.wrap(frame.bytes, 0, frame.bytes.length, frame.length);
        writer.write(number, written.stamp(frame.nanos, ETHERNET, ChecksumStatus.UNKNOWN));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return of(file.toByteArray());
  }

  byte[] pcap() {
    int size = FILE_HEADER + all.stream().mapToInt(f -> FRAME_HEADER + f.bytes.length).sum();
    ByteBuffer out = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(NANOSECONDS).putShort((short) 2).putShort((short) 4).putLong(0);
    out.putInt(SNAP_LENGTH).putInt(ETHERNET);
    for (Frame frame : all) {
      out.putInt((int) (frame.nanos / 1_000_000_000)).putInt((int) (frame.nanos % 1_000_000_000));
      out.putInt(frame.bytes.length).putInt(frame.length).put(frame.bytes);
    }
    return out.array();
  }
}
