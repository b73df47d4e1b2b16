package dev.tcpunit.trace;

/**
 * Where a part of an HTTP/1 message stands in a flow whose payload was captured (RFC 9112 sections
 * 2 and 7.1). Offsets are those of {@link Segment}. Nothing of its content is kept.
 *
 * @param kind what it is
 * @param start the offset of its first byte
 * @param end the offset after its last byte, as announced: it may not have been sent that far;
 *     {@link Long#MAX_VALUE} for a body that ends with the connection
 */
public record HttpPart(Kind kind, long start, long end) {
  /** The parts that are told apart. */
  public enum Kind {
    /** The head of an HTTP/1 message, with the empty line behind it. */
    HEAD,
    /** The body of an HTTP/1 message that is not sent in chunks. */
    BODY,
    /** The line that says how long a chunk is. */
    CHUNK_SIZE,
    /** The data of a chunk. */
    CHUNK_DATA,
    /** The end of line behind a chunk's data, or what stands behind the last chunk. */
    CHUNK_END
  }
}
