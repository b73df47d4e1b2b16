package dev.tcpunit.trace;

/**
 * Where an HTTP/1 message stands in a flow whose payload was captured (RFC 9112 section 2). Offsets
 * are those of {@link Segment}. Nothing of its content is kept.
 *
 * @param start the offset of its first byte
 * @param headEnd the offset after the empty line that ends its head
 * @param end the offset after its last byte, by its Content-Length or its last chunk; {@link
 *     Long#MAX_VALUE} where it has neither, or has not come to its last chunk
 * @param status the status of a response; 0 for a request
 * @param expectsContinue whether it is a request that expects 100 (Continue) (RFC 9110 section
 *     10.1.1)
 * @param closes whether its head says {@code Connection: close}, or it is of HTTP/1.0 and does not
 *     say {@code keep-alive}: its sender wants no other message on this connection (RFC 9112
 *     sections 9.3 and 9.6)
 * @param byUrlConnection whether it is a request whose User-Agent is that of {@link
 *     java.net.HttpURLConnection}, such as {@code Java/17.0.15} (RFC 9110 section 10.1.5)
 */
public record HttpMessage(
    long start,
    long headEnd,
    long end,
    int status,
    boolean expectsContinue,
    boolean closes,
    boolean byUrlConnection) {

  /**
   * Whether it is a response that others follow: 100 (Continue) and the like (RFC 9110 section
   * 15.2).
   *
   * @return false for requests and final responses
   */
  public boolean isInterim() {
    return status >= 100 && status < 200;
  }

  /**
   * Whether it has a body.
   *
   * @return false if it ends with its head
   */
  public boolean hasBody() {
    return end > headEnd;
  }
}
