package dev.tcpunit.examples.clients;

import java.net.HttpURLConnection;
import java.net.http.HttpClient;
import java.util.List;
import okhttp3.OkHttpClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.classic.HttpClients;

/** Clients of the JDK and of libraries that all examples have, in the order of the page. */
final class Clients {
  private Clients() {}

  static List<RealClient> all() {
    return List.of(urlConnection(), jdk(), okHttp(), apache(), apacheAsync());
  }

  private static RealClient urlConnection() {
    return stayingOpen(
        settingNoDelay(
            RealClient.of("HttpURLConnection", HttpURLConnection.class, UrlConnectionUpload::new)),
        "the pool of HttpURLConnection looks at an idle connection when it needs one, or seconds"
            + " later");
  }

  private static RealClient jdk() {
    return staysOpenBefore21(
        settingNoDelay(
            RealClient.of(
                "JDK HttpClient",
                HttpClient.class,
                () -> new JdkUpload(HttpClient.Version.HTTP_1_1))));
  }

  static RealClient staysOpenBefore21(RealClient client) {
    return Runtime.version().feature() < 21
        ? stayingOpen(client, "before JDK 21 it cannot be closed")
        : client;
  }

  static RealClient okHttp() {
    return leavingNagleOn(RealClient.of("OkHttp", OkHttpClient.class, OkHttpUpload::new));
  }

  private static RealClient apache() {
    return settingNoDelay(RealClient.of("Apache HttpClient", HttpClients.class, ApacheUpload::new))
        .varying(
            Column.NEXT_UPLOAD,
            "the head is written first: if the RST that answers it has come, writing the body"
                + " fails, else reading the answer does",
            "NoHttpResponseException on the closed connection",
            "SocketException on the closed connection");
  }

  static RealClient apacheAsync() {
    return releasingLate(
        settingNoDelay(
            RealClient.of(
                "Apache HttpClient, async", HttpAsyncClients.class, ApacheAsyncUpload::new)));
  }

  static RealClient settingNoDelay(RealClient client) {
    String reason =
        "TCP_NODELAY is set, and the end of a write leaves at once if the congestion window has"
            + " room just then; else more is written before, and it fills a segment";
    return client
        .explaining("hasNoTinygrams", reason)
        .varying(Column.TINYGRAMS, reason, "none", "some");
  }

  static RealClient leavingNagleOn(RealClient client) {
    return client
        .explaining(
            "hasNoNagleDelayedAckStall", "the end of a write waits for an ACK that is delayed")
        .explaining("hasNoNagleWait", "the end of a write waits for an ACK");
  }

  static RealClient releasingLate(RealClient client) {
    String reason =
        "the answer is handed over a moment before the connection goes back to the pool: who"
            + " uploads again at once needs another if its thread is the faster one";
    return client
        .explaining("reusesConnections", reason)
        .varying(Column.CONNECTIONS, reason, "1", "2");
  }

  static RealClient stayingOpen(RealClient client, String reason) {
    return client
        .explaining("isComplete", reason)
        .explaining("hasCleanFin", reason)
        .explaining("hasNoOpenConnections", reason);
  }
}
