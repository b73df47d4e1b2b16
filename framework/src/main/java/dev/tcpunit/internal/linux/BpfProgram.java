package dev.tcpunit.internal.linux;

import java.nio.ByteBuffer;

/** A classic BPF program in the making (linux/filter.h). */
public final class BpfProgram {
  static final int SO_ATTACH_FILTER = 26;

  private static final int MAX_INSTRUCTIONS = 64;
  private static final int INSTRUCTION_BYTES = 8;
  private static final int LD_W_ABS = 0x20;
  private static final int LD_H_ABS = 0x28;
  private static final int LD_B_ABS = 0x30;
  private static final int JMP_JEQ_K = 0x15;
  private static final int RET_K = 0x06;

  /** Offsets from here on are not of the packet, but of what the kernel knows about it. */
  private static final int SKF_AD_OFF = -0x1000;

  /** And from here on they are of the IP header, whatever stands before it. */
  private static final int SKF_NET_OFF = -0x100000;

  private static final int ETH_P_IP = 0x0800;
  private static final int ETH_P_IPV6 = 0x86DD;
  private static final int IPPROTO_TCP = 6;

  /** What the kernel knows about a packet. */
  public enum Ancillary {
    /** What it carries: one of the ETH_P_ constants. */
    PROTOCOL(0),
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

  /**
   * Leaves out the TCP segments from and to a port; those behind IP options or extension headers
   * are taken for others.
   */
  public BpfProgram leaveOutPort(int port) {
    return leaveOutPort(port, ETH_P_IP, 9, 20).leaveOutPort(port, ETH_P_IPV6, 6, 40);
  }

  private BpfProgram leaveOutPort(int port, int version, int protocolAt, int headerBytes) {
    for (int portAt = headerBytes; portAt < headerBytes + 2 * Short.BYTES; portAt += Short.BYTES) {
      load(Ancillary.PROTOCOL).skipUnlessEqual(version, 5);
      add(LD_B_ABS, 0, 0, SKF_NET_OFF + protocolAt).skipUnlessEqual(IPPROTO_TCP, 3);
      add(LD_H_ABS, 0, 0, SKF_NET_OFF + portAt).skipUnlessEqual(port, 1).accept(0);
    }
    return this;
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
