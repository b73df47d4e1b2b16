package dev.tcpunit.benchmark;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Writes pcap files of uploads of which it is known what is in them: each connection opens, sends,
 * is acknowledged, loses a segment now and then, which goes out again, and closes. Checksums are
 * valid. The same arguments give the same bytes.
 */
final class CaptureGenerator {
  /** What a file holds. */
  record Truth(long packets, long connections, long payloadBytes, long retransmissions) {
    /** The payload without what was sent again. */
    long bytes() {
      return payloadBytes - MSS * retransmissions;
    }
  }

  /** What a file is like: many connections are open side by side and take turns. */
  record Shape(String name, int connections, int together, int rounds, int lossEvery, int snap) {}

  private static final int MSS = 1448;
  private static final int HEADERS = 14 + 20 + 32;
  private static final int FIN = 1;
  private static final int SYN = 2;
  private static final int ACK = 16;
  private static final int SERVER_PORT = 8080;

  private final ByteBuffer out = ByteBuffer.allocateDirect(4 << 20).order(ByteOrder.LITTLE_ENDIAN);
  private final ByteBuffer frame = ByteBuffer.allocate(HEADERS + MSS);
  private final Shape shape;
  private FileChannel channel;
  private long nanos = 1_700_000_000_000_000_000L;
  private long packets;
  private long payload;
  private long resent;
  private int ipId;

  private CaptureGenerator(Shape shape) {
    this.shape = shape;
  }

  static Truth write(Shape shape, Path file) throws IOException {
    CaptureGenerator generator = new CaptureGenerator(shape);
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      generator.channel = channel;
      generator.writeAll();
    }
    return new Truth(generator.packets, shape.connections(), generator.payload, generator.resent);
  }

  private void writeAll() throws IOException {
    out.putInt(0xA1B2C3D4).putShort((short) 2).putShort((short) 4);
    out.putLong(0).putInt(shape.snap()).putInt(1);
    for (int first = 0; first < shape.connections(); first += shape.together()) {
      int last = Math.min(shape.connections(), first + shape.together());
      for (int index = first; index < last; index++) {
        open(index);
      }
      for (int round = 0; round < shape.rounds(); round++) {
        for (int index = first; index < last; index++) {
          send(index, round);
        }
      }
      for (int index = first; index < last; index++) {
        close(index);
      }
    }
    flush();
  }

  private void open(int index) throws IOException {
    packet(index, true, 0, 0, SYN, 0);
    packet(index, false, 0, 1, SYN | ACK, 0);
    packet(index, true, 1, 1, ACK, 0);
  }

  /** Four segments; where one is lost, three duplicate ACKs fetch it again. */
  private void send(int index, int round) throws IOException {
    long start = 1 + 4L * MSS * round;
    boolean lost = shape.lossEvery() > 0 && (index + round) % shape.lossEvery() == 0;
    for (int i = 0; i < 4; i++) {
      packet(index, true, start + (long) i * MSS, 1, ACK, MSS);
    }
    if (lost) {
      for (int i = 0; i < 3; i++) {
        packet(index, false, 1, start, ACK, 0);
      }
      packet(index, true, start, 1, ACK, MSS);
      resent++;
    } else {
      packet(index, false, 1, start + 2 * MSS, ACK, 0);
    }
    packet(index, false, 1, start + 4 * MSS, ACK, 0);
  }

  private void close(int index) throws IOException {
    long end = 1 + 4L * MSS * shape.rounds();
    packet(index, true, end, 1, FIN | ACK, 0);
    packet(index, false, 1, end + 1, FIN | ACK, 0);
    packet(index, true, end + 1, 2, ACK, 0);
  }

  private void packet(int index, boolean up, long seq, long ack, int flags, int length)
      throws IOException {
    int tcp = 14 + 20;
    int total = HEADERS + length;
    frame.clear();
    frame.put(new byte[HEADERS]).clear();
    frame.putShort(12, (short) 0x0800).putShort(14, (short) 0x4500);
    frame.putShort(16, (short) (total - 14)).putShort(18, (short) (1 + ++ipId % 65_000));
    frame.putShort(20, (short) 0x4000).putShort(22, (short) 0x4006);
    int client = 0x0A000000 + 1 + index / 50_000;
    int server = 0x0AC80001;
    frame.putInt(26, up ? client : server).putInt(30, up ? server : client);
    int port = 10_000 + index % 50_000;
    frame.putShort(tcp, (short) (up ? port : SERVER_PORT));
    frame.putShort(tcp + 2, (short) (up ? SERVER_PORT : port));
    frame.putInt(tcp + 4, (int) seq).putInt(tcp + 8, (int) ack);
    frame.putShort(tcp + 12, (short) (0x8000 | flags)).putShort(tcp + 14, (short) 60_000);
    frame.putInt(tcp + 20, 0x0101080A).putInt(tcp + 24, (int) (nanos / 1_000_000));
    frame.putShort(24, (short) ~sum(14, 34, 0));
    long pseudo = sum(26, 34, 6L + total - tcp);
    frame.putShort(tcp + 16, (short) ~sum(tcp, total, pseudo));
    record(total);
    packets++;
    payload += length;
  }

  private void record(int total) throws IOException {
    int captured = Math.min(total, shape.snap());
    if (out.remaining() < captured + 16) {
      flush();
    }
    nanos += 10_000;
    out.putInt((int) (nanos / 1_000_000_000)).putInt((int) (nanos / 1000 % 1_000_000));
    out.putInt(captured).putInt(total).put(frame.array(), 0, captured);
  }

  private int sum(int from, int to, long start) {
    long sum = start;
    for (int at = from; at < to; at += 2) {
      sum += frame.getShort(at) & 0xFFFF;
    }
    while (sum > 0xFFFF) {
      sum = (sum >>> 16) + (sum & 0xFFFF);
    }
    return (int) sum;
  }

  private void flush() throws IOException {
    out.flip();
    while (out.hasRemaining()) {
      channel.write(out);
    }
    out.clear();
  }
}
