package dev.tcpunit.internal.linux;

import static dev.tcpunit.internal.linux.LinuxSocket.AF_PACKET;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The packets that come in at one interface, each as soon as it comes, in memory shared with the
 * kernel (a ring of version 2: one of version 3 would hand packets over a millisecond late).
 *
 * <p>The reader takes slots in order, may change what is in them, and gives them back in order.
 */
public final class PacketRing implements AutoCloseable {
  private static final int SOL_PACKET = 263;
  private static final int PACKET_RX_RING = 5;
  private static final int PACKET_STATISTICS = 6;
  private static final int PACKET_VERSION = 10;
  private static final int PACKET_QDISC_BYPASS = 20;
  private static final int TPACKET_V2 = 1;
  private static final int SOCKADDR_LL_BYTES = 20;

  private static final VarHandle INT =
      MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());

  // struct tpacket2_hdr
  private static final int STATUS = 0;
  private static final int CAPTURED = 8;
  private static final int MAC = 12;
  private static final int SECONDS = 16;
  private static final int NANOSECONDS = 20;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final int TP_STATUS_KERNEL = 0;
  private static final int TP_STATUS_USER = 1;

  /** More than the headers before a packet and the link layer's take. */
  private static final int OVERHEAD = 128;

  private static final int BLOCK_BYTES = 64 << 10;
  private static final int RING_BYTES = 8 << 20;

  private final LinuxSocket socket;
  private final MappedMemory memory;
  private final ByteBuffer ring;
  private final int slotBytes;
  private final int slots;
  private int next;
  private int held;
  private long dropped;

  private PacketRing(LinuxSocket socket, MappedMemory memory, int slotBytes, int slots) {
    this.socket = socket;
    this.memory = memory;
    this.ring = memory.bytes();
    this.slotBytes = slotBytes;
    this.slots = slots;
  }

  /**
   * Receives the packets of one protocol (linux/if_ether.h) from now on, or leaves nothing open.
   */
  public static PacketRing open(int interfaceIndex, int protocol, int mtu) throws LinuxException {
    LinuxSocket socket = LinuxSocket.open(AF_PACKET, LinuxSocket.SOCK_RAW, 0);
    MappedMemory memory = null;
    try {
      int slotBytes = Integer.highestOneBit(mtu + OVERHEAD - 1) << 1;
      int blockBytes = Math.max(BLOCK_BYTES, slotBytes);
      int slots = RING_BYTES / slotBytes;
      socket.setOption(
          SOL_PACKET, PACKET_VERSION, NativeMemory.ofInt(TPACKET_V2), "PACKET_VERSION");
      ByteBuffer request = NativeMemory.allocate(4 * Integer.BYTES);
      request.putInt(0, blockBytes).putInt(4, RING_BYTES / blockBytes);
      request.putInt(8, slotBytes).putInt(12, slots);
      socket.setOption(SOL_PACKET, PACKET_RX_RING, request, "PACKET_RX_RING");
      // the queue of an interface that has just come up may still discard all that is sent
      socket.setOption(
          SOL_PACKET, PACKET_QDISC_BYPASS, NativeMemory.ofInt(1), "PACKET_QDISC_BYPASS");
      memory = MappedMemory.of(socket, RING_BYTES);
      socket.bind(address(interfaceIndex, protocol));
      return new PacketRing(socket, memory, slotBytes, slots);
    } catch (LinuxException e) {
      if (memory != null) {
        memory.close();
      }
      socket.close();
      throw e;
    }
  }

  private static ByteBuffer address(int interfaceIndex, int protocol) {
    ByteBuffer address = NativeMemory.allocate(SOCKADDR_LL_BYTES);
    address.putShort(0, (short) AF_PACKET).putInt(4, interfaceIndex);
    address.order(ByteOrder.BIG_ENDIAN).putShort(2, (short) protocol);
    return address;
  }

  /** The socket that receives, by which packets can be sent out of the interface too. */
  public LinuxSocket socket() {
    return socket;
  }

  /** The whole ring, in network byte order. */
  public ByteBuffer bytes() {
    return memory.bytes().order(ByteOrder.BIG_ENDIAN);
  }

  public int slotBytes() {
    return slotBytes;
  }

  /** The address at which the ring begins, for structures that the kernel reads. */
  public long address() {
    return memory.address();
  }

  /** Where in the ring the next packet begins, or -1 if none has come. */
  public int take() {
    int slot = next * slotBytes;
    if (held == slots || ((int) INT.getAcquire(ring, slot + STATUS) & TP_STATUS_USER) == 0) {
      return -1;
    }
    next = next + 1 == slots ? 0 : next + 1;
    held++;
    return slot + (ring.getShort(slot + MAC) & 0xFFFF);
  }

  /** The length of the packet that was taken last. */
  public int length() {
    return ring.getInt(lastTaken() + CAPTURED);
  }

  /** When the packet that was taken last came, in nanoseconds since 1970. */
  public long epochNanos() {
    long seconds = Integer.toUnsignedLong(ring.getInt(lastTaken() + SECONDS));
    return seconds * NANOS_PER_SECOND + ring.getInt(lastTaken() + NANOSECONDS);
  }

  private int lastTaken() {
    return ((next == 0 ? slots : next) - 1) * slotBytes;
  }

  /**
   * Gives slots back to the kernel, all but the last {@code stillRead} taken: the others may no
   * longer be read.
   */
  public void giveBack(int stillRead) {
    int slot = next - held < 0 ? next - held + slots : next - held;
    for (; held > stillRead; held--) {
      INT.setRelease(ring, slot * slotBytes + STATUS, TP_STATUS_KERNEL);
      slot = slot + 1 == slots ? 0 : slot + 1;
    }
  }

  /**
   * All packets so far for which the ring had no room, added up here because each reading sets the
   * kernel's counter back to 0.
   */
  public synchronized long dropped() throws LinuxException {
    ByteBuffer statistics = NativeMemory.allocate(2 * Integer.BYTES);
    socket.getOption(SOL_PACKET, PACKET_STATISTICS, statistics, "PACKET_STATISTICS");
    dropped += Integer.toUnsignedLong(statistics.getInt(Integer.BYTES));
    return dropped;
  }

  @Override
  public void close() {
    memory.close();
    socket.close();
  }
}
