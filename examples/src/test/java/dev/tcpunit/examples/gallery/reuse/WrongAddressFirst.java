package dev.tcpunit.examples.gallery.reuse;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.examples.Server;
import dev.tcpunit.examples.gallery.Upload;
import dev.tcpunit.examples.gallery.UploadBug;
import dev.tcpunit.junit.TcpCapture;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * A host with two addresses is asked at the one where nobody listens, each time.
 *
 * <p>A round trip more for each new connection; where a firewall is silent, seconds.
 *
 * @see <a href="https://github.com/python/cpython/issues/106130">python/cpython#106130</a>
 * @see <a href="https://github.com/ziglang/zig/issues/5555">ziglang/zig#5555</a>
 */
public final class WrongAddressFirst implements UploadBug {
  /** The server listens at the second only. */
  @Override
  public void broken(Upload upload) throws Exception {
    post(upload, List.of(InetAddress.getByName("127.0.0.2"), InetAddress.getByName("127.0.0.1")));
  }

  @Override
  public void fixed(Upload upload) throws Exception {
    post(upload, List.of(InetAddress.getByName("127.0.0.1")));
  }

  private static void post(Upload upload, List<InetAddress> addresses) throws IOException {
    OkHttpClient client = new OkHttpClient.Builder().dns(host -> addresses).build();
    Request request =
        new Request.Builder()
            .url("http://images.example:" + upload.target().getPort() + "/images")
            .post(RequestBody.create(upload.image(2_000), MediaType.get("image/jpeg")))
            .build();
    try (Response response = client.newCall(request).execute()) {
      response.body().bytes();
    } finally {
      client.connectionPool().evictAll();
    }
  }

  @Override
  public void check(TcpCapture capture, Server server) {
    assertThat(capture.trace()).hasSingleConnection();
  }

  @Override
  public String cause() {
    return "a name with several addresses";
  }
}
