package dev.tcpunit.junit;

import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.SocketChannel;
import org.junit.jupiter.api.Test;

/** Tests that want another host than their own, which a private network does not have. */
final class FailedOutside {
  private FailedOutside() {}

  @CaptureTcp
  static class NobodyKnowsTheHost {
    @Test
    void test() throws Exception {
      new Socket("db.invalid", 5432).close();
    }
  }

  @CaptureTcp
  static class NoWayToTheHost {
    @Test
    void test() throws Exception {
      SocketChannel.open(new InetSocketAddress("198.51.100.1", 5432)).close();
    }
  }

  @CaptureTcp
  static class NobodyKnowsTheHostOfAnUri {
    @Test
    void test() throws Exception {
      HttpClient.newHttpClient()
          .send(
              HttpRequest.newBuilder(URI.create("http://minio.invalid:9000/")).build(),
              HttpResponse.BodyHandlers.discarding());
    }
  }
}
