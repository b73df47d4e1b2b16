package dev.tcpunit.examples;

import java.io.IOException;
import java.net.InetAddress;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Takes objects by PUT or POST, and tells where a bucket lies. */
final class ObjectStore {
  private static final String LOCATION =
      "<?xml version=\"1.0\"?><LocationConstraint"
          + " xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"/>";

  private ObjectStore() {}

  static Server start() throws IOException {
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    return Server.start(loopback, new HttpService(ObjectStore::answer));
  }

  private static String answer(String head, byte[] object) {
    String body = head.startsWith("GET") ? LOCATION : "";
    return "HTTP/1.1 200 OK\r\nETag: \"%s\"\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(md5(object), body.length(), body);
  }

  /** Clients compare it with that of what they have sent. */
  private static String md5(byte[] object) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(object));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
