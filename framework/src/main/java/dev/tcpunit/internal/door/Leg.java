package dev.tcpunit.internal.door;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The way of one connection through the wall, between the two processes: pieces, each with its
 * length before it. The end of one direction is a piece of no bytes; a leg that ends without it was
 * reset, whatever the reason.
 */
final class Leg implements AutoCloseable {
  static final int LARGEST_PIECE = 32 * 1024;

  private final SocketChannel channel;
  private final ByteBuffer number = ByteBuffer.allocateDirect(Integer.BYTES);

  Leg(SocketChannel channel) {
    this.channel = channel;
  }

  static Leg to(Path socket) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.connect(UnixDomainSocketAddress.of(socket));
      return new Leg(channel);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** A buffer for pieces, which are put behind the room for their length. */
  static ByteBuffer buffer() {
    return ByteBuffer.allocateDirect(Integer.BYTES + LARGEST_PIECE).position(Integer.BYTES);
  }

  /** Writes what stands in a {@link #buffer()} up to its position, and clears it. */
  void write(ByteBuffer piece) throws IOException {
    piece.putInt(0, piece.position() - Integer.BYTES).flip();
    while (piece.hasRemaining()) {
      channel.write(piece);
    }
    piece.clear().position(Integer.BYTES);
  }

  /**
   * Reads a piece into a buffer, from its start to its limit.
   *
   * @return whether it has bytes
   * @throws IOException if there is no more, without the end of this direction
   */
  boolean read(ByteBuffer piece) throws IOException {
    int length = readNumber();
    if (length < 0 || length > LARGEST_PIECE) {
      throw new IOException("no piece is of " + length + " bytes");
    }
    readFully(piece.clear().limit(length));
    piece.flip();
    return length > 0;
  }

  void writeNumber(int value) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES).putInt(value).flip();
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  int readNumber() throws IOException {
    readFully(number.clear());
    return number.getInt(0);
  }

  void writeText(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    write(buffer().put(bytes, 0, Math.min(bytes.length, LARGEST_PIECE)));
  }

  String readText() throws IOException {
    ByteBuffer text = buffer();
    read(text);
    return StandardCharsets.UTF_8.decode(text).toString();
  }

  private void readFully(ByteBuffer into) throws IOException {
    while (into.hasRemaining()) {
      if (channel.read(into) < 0) {
        throw new EOFException("the other side of the door is gone");
      }
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // Nothing is left of it in any case.
    }
  }
}
