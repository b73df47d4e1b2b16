package dev.tcpunit.internal.engine.afpacket;

import dev.tcpunit.capture.CapturedFrame;
import dev.tcpunit.capture.LinkTypes;
import dev.tcpunit.net.ChecksumStatus;
import java.nio.ByteBuffer;

/** Turns what the ring holds of a packet into a frame as it was on the wire, in a reused array. */
final class FrameBuilder {
  // struct tpacket3_hdr
  private static final int SECONDS = 4;
  private static final int NANOSECONDS = 8;
  private static final int CAPTURED_LENGTH = 12;
  private static final int ORIGINAL_LENGTH = 16;
  private static final int STATUS = 20;
  private static final int MAC_OFFSET = 24;
  private static final int VLAN_TCI = 32;
  private static final int VLAN_TPID = 36;
  private static final int SOCKADDR_LL = 48;

  private static final int TP_STATUS_CSUMNOTREADY = 1 << 3;
  private static final int TP_STATUS_VLAN_VALID = 1 << 4;
  private static final int TP_STATUS_VLAN_TPID_VALID = 1 << 6;
  private static final int TP_STATUS_CSUM_VALID = 1 << 7;

  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final short ETHERTYPE_VLAN = (short) 0x8100;
  private static final int ETHERTYPE_OFFSET = 12;
  private static final int TAG_BYTES = 4;

  private final int linkType;
  private final int snapLength;
  private final byte[] bytes;
  private final ByteBuffer view;
  private final CapturedFrame frame = new CapturedFrame();

  FrameBuilder(int linkType, int snapLength, int blockBytes) {
    this.linkType = linkType;
    this.snapLength = snapLength;
    this.bytes = new byte[CookedHeader.BYTES + TAG_BYTES + Math.min(snapLength, blockBytes)];
    this.view = ByteBuffer.wrap(bytes);
  }

  /** The packet whose header is at an index of the ring, valid until the next is read. */
  CapturedFrame read(ByteBuffer ring, int packet) {
    int status = ring.getInt(packet + STATUS);
    int captured = ring.getInt(packet + CAPTURED_LENGTH);
    int mac = packet + (ring.getShort(packet + MAC_OFFSET) & 0xFFFF);
    int added = 0;
    if (linkType == LinkTypes.LINUX_SLL2) {
      CookedHeader.write(ring, packet + SOCKADDR_LL, view, bytes);
      added = CookedHeader.BYTES;
    }
    boolean tagged = (status & TP_STATUS_VLAN_VALID) != 0 && linkType != LinkTypes.RAW;
    if (tagged) {
      added += TAG_BYTES;
      copyAroundTag(ring, packet, mac, captured);
    } else {
      ring.get(mac, bytes, added, captured);
    }
    int length = Math.min(captured + added, snapLength);
    frame.wrap(bytes, 0, length, ring.getInt(packet + ORIGINAL_LENGTH) + added);
    return frame.stamp(time(ring, packet), linkType, checksum(status));
  }

  /**
   * Copies a frame and puts back the VLAN tag (IEEE 802.1Q) that the kernel has taken out of it.
   */
  private void copyAroundTag(ByteBuffer ring, int packet, int mac, int captured) {
    boolean typed = (ring.getInt(packet + STATUS) & TP_STATUS_VLAN_TPID_VALID) != 0;
    short tpid = typed ? ring.getShort(packet + VLAN_TPID) : ETHERTYPE_VLAN;
    short tci = (short) ring.getInt(packet + VLAN_TCI);
    if (linkType == LinkTypes.LINUX_SLL2) {
      short inner = view.getShort(0);
      view.putShort(0, tpid);
      view.putShort(CookedHeader.BYTES, tci).putShort(CookedHeader.BYTES + 2, inner);
      ring.get(mac, bytes, CookedHeader.BYTES + TAG_BYTES, captured);
    } else {
      int before = Math.min(ETHERTYPE_OFFSET, captured);
      ring.get(mac, bytes, 0, before);
      view.putShort(ETHERTYPE_OFFSET, tpid).putShort(ETHERTYPE_OFFSET + 2, tci);
      ring.get(mac + before, bytes, ETHERTYPE_OFFSET + TAG_BYTES, captured - before);
    }
  }

  private static long time(ByteBuffer ring, int packet) {
    long seconds = Integer.toUnsignedLong(ring.getInt(packet + SECONDS));
    return seconds * NANOS_PER_SECOND + ring.getInt(packet + NANOSECONDS);
  }

  private static ChecksumStatus checksum(int status) {
    if ((status & TP_STATUS_CSUMNOTREADY) != 0) {
      return ChecksumStatus.OFFLOADED;
    }
    boolean valid = (status & TP_STATUS_CSUM_VALID) != 0;
    return valid ? ChecksumStatus.VALID : ChecksumStatus.UNKNOWN;
  }
}
