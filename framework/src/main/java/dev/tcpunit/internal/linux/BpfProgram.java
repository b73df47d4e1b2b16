package dev.tcpunit.internal.linux;

import java.nio.ByteBuffer;

/** A classic BPF program in the making (linux/filter.h). */
public final class BpfProgram {
  static final int SO_ATTACH_FILTER = 26;

  private static final int MAX_INSTRUCTIONS = 16;
  private static final int INSTRUCTION_BYTES = 8;
  private static final int LD_W_ABS = 0x20;
  private static final int JMP_JEQ_K = 0x15;
  private static final int RET_K = 0x06;

  /** Offsets from here on are not of the packet, but of what the kernel knows about it. */
  private static final int SKF_AD_OFF = -0x1000;

  /** What the kernel knows about a packet. */
  public enum Ancillary {
    /** Whether it comes in, goes out, or is for another host: one of the PACKET_ constants. */
    PACKET_TYPE(4),
    /** The number of the device. */
    INTERFACE(8),
    /** The kind of the device: one of the ARPHRD_ constants. */
    HARDWARE_TYPE(28);

    private final int offset;

    Ancillary(int offset) {
      this.offset = offset;
    }
  }

  private final ByteBuffer code = NativeMemory.allocate(MAX_INSTRUCTIONS * INSTRUCTION_BYTES);

  public BpfProgram load(Ancillary what) {
    return add(LD_W_ABS, 0, 0, SKF_AD_OFF + what.offset);
  }

  /** Goes on if the loaded value is the one given; skips so many instructions if it is not. */
  public BpfProgram skipUnlessEqual(int value, int skipped) {
    return add(JMP_JEQ_K, 0, skipped, value);
  }

  /** Accepts so many bytes of the packet; 0 leaves it out, without counting a drop. */
  public BpfProgram accept(int bytes) {
    return add(RET_K, 0, 0, bytes);
  }

  private BpfProgram add(int operation, int ifTrue, int ifFalse, int operand) {
    code.putShort((short) operation).put((byte) ifTrue).put((byte) ifFalse).putInt(operand);
    return this;
  }

  ByteBuffer code() {
    return code;
  }

  int length() {
    return code.position() / INSTRUCTION_BYTES;
  }
}
