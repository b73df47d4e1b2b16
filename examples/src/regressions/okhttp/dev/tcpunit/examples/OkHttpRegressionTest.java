package dev.tcpunit.examples;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.junit.CaptureTcp;
import dev.tcpunit.junit.TcpCapture;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import org.junit.jupiter.api.Test;

/**
 * OkHttp 5 tries IPv6 first where a host has both kinds of addresses (fast fallback); 3 and 4 take
 * them in the order of the name service.
 */
@CaptureTcp
class OkHttpRegressionTest {
  private static final byte[] IMAGE = new byte[200_000];

  @Test
  void uploads_to_a_host_with_two_addresses(TcpCapture capture) throws Exception {
    InetAddress ipv4 = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    InetAddress ipv6 = InetAddress.getByName("::1");
    try (UploadServer server = UploadServer.start(ipv4)) {
      OkHttpClient client = new OkHttpClient.Builder().dns(host -> List.of(ipv4, ipv6)).build();
      int status = post(client, "http://images.example:" + server.port() + "/images");
      client.connectionPool().evictAll();

      assertThat(capture.trace()).matchesBaseline("two-addresses", "status " + status);
    }
  }

  private static int post(OkHttpClient client, String url) throws IOException {
    Request request = new Request.Builder().url(url).post(new ImageBody()).build();
    try (Response response = client.newCall(request).execute()) {
      response.body().bytes();
      return response.code();
    }
  }

  /** Known to all versions, unlike the factory methods. */
  private static final class ImageBody extends RequestBody {
    @Override
    public MediaType contentType() {
      return MediaType.parse("image/jpeg");
    }

    @Override
    public long contentLength() {
      return IMAGE.length;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
      sink.write(IMAGE);
    }
  }
}
