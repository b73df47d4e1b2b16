package dev.tcpunit.internal.fork;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;

/**
 * One message between the two JVMs: type, number of the run, length, body.
 *
 * @param type what is told
 * @param run the number of the run that it belongs to
 * @param body the fields, see {@link FieldWriter}
 */
record Frame(Type type, int run, byte[] body) {
  /** A frame is read whole into memory; a longer one is no frame, but a broken stream. */
  private static final int LONGEST_BODY = 1 << 28;

  /** What a frame tells. */
  enum Type {
    /** To the child: run these tests. */
    RUN,
    /** A node has begun. */
    STARTED,
    /** A node is skipped, with the reason. */
    SKIPPED,
    /** There is one more node than were found by discovery. */
    REGISTERED,
    /** A node is over, with its outcome. */
    FINISHED,
    /** A report entry was published. */
    ENTRY,
    /** A file was published. */
    FILE,
    /** Something was printed. */
    OUTPUT,
    /** The run is over. */
    DONE
  }

  /**
   * Reads the next frame.
   *
   * @throws EOFException where there is no other
   */
  static Frame read(DataInputStream in) throws IOException {
    int type = in.readUnsignedByte();
    int run = in.readInt();
    int length = in.readInt();
    if (type >= Type.values().length || length < 0 || length > LONGEST_BODY) {
      throw new IOException("no frame: type %d, length %d".formatted(type, length));
    }
    byte[] body = new byte[length];
    in.readFully(body);
    return new Frame(Type.values()[type], run, body);
  }

  /** Writes this frame and nothing between; who writes from several threads takes turns. */
  void write(DataOutputStream out) throws IOException {
    out.writeByte(type.ordinal());
    out.writeInt(run);
    out.writeInt(body.length);
    out.write(body);
    out.flush();
  }
}
