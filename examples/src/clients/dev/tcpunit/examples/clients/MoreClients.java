package dev.tcpunit.examples.clients;

import dev.tcpunit.examples.NettyPost;
import io.minio.MinioClient;
import io.netty.bootstrap.Bootstrap;
import io.tus.java.client.TusClient;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.client.HttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** Clients of libraries that only this profile has, in the order of the page. */
final class MoreClients {
  private static final List<String> BROKEN_BY_ABORT =
      List.of(
          "hasCleanFin",
          "hasNoResets",
          "hasNoResetAfterFin",
          "wasNotAborted",
          "losesNoDataOnClose",
          "acksCoverAllBytes",
          "hasAllBytesAcknowledged",
          "hasNoUnacknowledgedTail");

  private MoreClients() {}

  static List<RealClient> all() {
    List<RealClient> all = new ArrayList<>(List.of(jetty(), netty(), reactorNetty(), vertx()));
    all.addAll(List.of(s3OverApache(), s3OverUrlConnection(), minio(), tus()));
    CurlUpload.version().ifPresent(version -> all.add(curl(version)));
    return List.copyOf(all);
  }

  private static RealClient jetty() {
    return Clients.settingNoDelay(RealClient.of("Jetty", HttpClient.class, JettyUpload::new));
  }

  private static RealClient netty() {
    return Clients.settingNoDelay(
            RealClient.of(
                "Netty, a Bootstrap for each image",
                Bootstrap.class,
                () -> (target, image) -> NettyPost.post(target, "image/jpeg", image)))
        .explaining("reusesConnections", "it has no pool");
  }

  private static RealClient reactorNetty() {
    return Clients.releasingLate(
        Clients.settingNoDelay(
            RealClient.of(
                "Reactor Netty",
                reactor.netty.http.client.HttpClient.class,
                ReactorNettyUpload::new)));
  }

  private static RealClient vertx() {
    return Clients.settingNoDelay(RealClient.of("Vert.x", Vertx.class, VertxUpload::new));
  }

  private static RealClient s3OverApache() {
    RealClient client =
        Clients.settingNoDelay(
            RealClient.of(
                "AWS S3 over Apache HttpClient",
                Apache5HttpClient.class,
                () -> new S3Upload(Apache5HttpClient.create())));
    for (String rule : BROKEN_BY_ABORT) {
      client = client.explaining(rule, "the client aborts its idle connections when it is closed");
    }
    return client;
  }

  private static RealClient s3OverUrlConnection() {
    return Clients.stayingOpen(
            Clients.settingNoDelay(
                RealClient.of(
                    "AWS S3 over HttpURLConnection",
                    UrlConnectionHttpClient.class,
                    () -> new S3Upload(UrlConnectionHttpClient.create()))),
            "the pool of HttpURLConnection is that of the JVM")
        .explaining(
            "sendsEachMessageInFewestSegments", "each piece of aws-chunked is a write of its own");
  }

  private static RealClient minio() {
    return Clients.stayingOpen(
        Clients.leavingNagleOn(RealClient.of("MinIO", MinioClient.class, MinioUpload::new)),
        "the pool of its OkHttp keeps idle connections for minutes");
  }

  private static RealClient tus() {
    return Clients.stayingOpen(
            Clients.settingNoDelay(RealClient.of("tus", TusClient.class, TusUpload::new)),
            "the pool of HttpURLConnection is that of the JVM")
        .explaining(
            "sendsEachMessageInFewestSegments", "the end of a chunk may be a write of its own")
        .explaining("doesNotWaitForContinue", "it asks for 100 (Continue) before each part");
  }

  private static RealClient curl(String version) {
    return Clients.settingNoDelay(RealClient.ofProgram("curl", version, CurlUpload::new))
        .explaining("reusesConnections", "each upload is a process of its own");
  }
}
