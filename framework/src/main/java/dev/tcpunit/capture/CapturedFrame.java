package dev.tcpunit.capture;

import dev.tcpunit.net.ChecksumStatus;
import java.util.Objects;

/**
 * A window onto one captured frame, set anew by the producer for each: no object is made per
 * packet.
 *
 * <p><b>Lifetime:</b> valid only until {@link FrameHandler#onFrame} returns; who needs the bytes
 * later copies them. <b>Units:</b> bytes and nanoseconds since the epoch. Not thread-safe.
 */
public final class CapturedFrame {
  private byte[] buffer = new byte[0];
  private int offset;
  private int capturedLength;
  private int originalLength;
  private long timeNanos;
  private int linkType;
  private ChecksumStatus checksumStatus = ChecksumStatus.UNKNOWN;
  private int interfaceNumber;

  /**
   * Points the window at a frame.
   *
   * @param newBuffer holds the captured bytes
   * @param newOffset where they start
   * @param newCapturedLength how many bytes were captured
   * @param newOriginalLength how many bytes the frame had on the wire
   * @return this window
   * @throws IndexOutOfBoundsException if the range is not within the buffer
   */
  public CapturedFrame wrap(
      byte[] newBuffer, int newOffset, int newCapturedLength, int newOriginalLength) {
    Objects.checkFromIndexSize(newOffset, newCapturedLength, newBuffer.length);
    buffer = newBuffer;
    offset = newOffset;
    capturedLength = newCapturedLength;
    originalLength = Math.max(newOriginalLength, newCapturedLength);
    return this;
  }

  /**
   * Sets when the frame was seen, what kind of link it was seen on, and what the engine knows of
   * its checksum. It is then one of the capture's only interface, unless {@link #seenAt} follows.
   *
   * @param newTimeNanos nanoseconds since the epoch
   * @param newLinkType one of the constants of {@link LinkTypes}
   * @param newChecksumStatus {@link ChecksumStatus#OFFLOADED} or {@link ChecksumStatus#VALID} where
   *     the kernel says so, {@link ChecksumStatus#UNKNOWN} where it has to be computed
   * @return this window
   */
  public CapturedFrame stamp(long newTimeNanos, int newLinkType, ChecksumStatus newChecksumStatus) {
    timeNanos = newTimeNanos;
    linkType = newLinkType;
    checksumStatus = newChecksumStatus;
    interfaceNumber = 0;
    return this;
  }

  /**
   * Sets at which of several interfaces the frame was seen: a packet may be there once for each.
   *
   * @param newInterfaceNumber a number from 1 that stands for the interface, 0 if there is but one
   * @return this window
   */
  public CapturedFrame seenAt(int newInterfaceNumber) {
    interfaceNumber = newInterfaceNumber;
    return this;
  }

  /**
   * The array that holds the captured bytes.
   *
   * @return the producer's buffer, not a copy
   */
  public byte[] buffer() {
    return buffer;
  }

  /**
   * Where the frame starts in the buffer.
   *
   * @return an index into {@link #buffer}
   */
  public int offset() {
    return offset;
  }

  /**
   * How many bytes were captured.
   *
   * @return at most {@link #originalLength}
   */
  public int capturedLength() {
    return capturedLength;
  }

  /**
   * How many bytes the frame had on the wire.
   *
   * @return at least {@link #capturedLength}
   */
  public int originalLength() {
    return originalLength;
  }

  /**
   * When the frame was seen.
   *
   * @return nanoseconds since the epoch
   */
  public long timeNanos() {
    return timeNanos;
  }

  /**
   * The kind of link, and so of the first header.
   *
   * @return one of the constants of {@link LinkTypes}, or a number that has none
   */
  public int linkType() {
    return linkType;
  }

  /**
   * At which of the capture's interfaces the frame was seen. A frame of {@link
   * LinkTypes#LINUX_SLL2} says so itself.
   *
   * @return a number from 1 that stands for the interface, 0 if there is but one
   */
  public int interfaceNumber() {
    return interfaceNumber;
  }

  /**
   * What the engine knows of the TCP checksum.
   *
   * @return UNKNOWN where it has to be computed from the bytes
   */
  public ChecksumStatus checksumStatus() {
    return checksumStatus;
  }
}
