package dev.tcpunit.internal.file;

/**
 * Where and why reading a capture ended before its end.
 *
 * @param offset the byte at which the damaged part starts, counted after decompression
 * @param reason what is wrong there, with the numbers that are
 */
public record FileDamage(long offset, String reason) {
  @Override
  public String toString() {
    return "at byte " + offset + ": " + reason;
  }
}
