package dev.tcpunit.capture;

/**
 * What a live capture is asked for.
 *
 * @param interfaceName the interface, such as {@code lo}, or {@code any} for all of them
 * @param snapLength at most so many bytes of each frame are captured
 * @param bufferBytes how much the kernel may hold until the engine has read it
 */
public record CaptureRequest(String interfaceName, int snapLength, int bufferBytes) {
  /** Room for the headers of any TCP segment: link layer, IPv6 with extensions, TCP options. */
  public static final int HEADERS_ONLY = 256;

  /** The largest frame that Linux hands out, GSO super-segments on loopback included. */
  public static final int FULL_PAYLOAD = 262_144;

  /** The default size of the kernel's buffer. */
  public static final int DEFAULT_BUFFER_BYTES = 16 << 20;

  /**
   * Checks the request.
   *
   * @throws IllegalArgumentException if the name is blank, or a length is not positive
   */
  public CaptureRequest {
    if (interfaceName.isBlank()) {
      throw new IllegalArgumentException("interface name must not be blank");
    }
    if (snapLength <= 0) {
      throw new IllegalArgumentException("snap length must be positive, but was " + snapLength);
    }
    if (bufferBytes <= 0) {
      throw new IllegalArgumentException("buffer size must be positive, but was " + bufferBytes);
    }
  }

  /**
   * Asks for the headers on one interface, with a buffer of the default size.
   *
   * @param interfaceName the interface, or {@code any}
   * @return the request
   */
  public static CaptureRequest headersOn(String interfaceName) {
    return new CaptureRequest(interfaceName, HEADERS_ONLY, DEFAULT_BUFFER_BYTES);
  }
}
