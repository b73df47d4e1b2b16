package dev.tcpunit.examples.clients;

import dev.tcpunit.examples.NettyPost;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.minio.MinioClient;
import io.netty.bootstrap.Bootstrap;
import io.tus.java.client.TusClient;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.net.ftp.FTPClient;
import org.apache.sshd.sftp.client.SftpClient;
import org.eclipse.jetty.client.HttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
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

  private static final String FLOW_CONTROL =
      "HTTP/2 has windows of its own, and a server that opens one speaks, when it has read so much";
  private static final String FAREWELL =
      "the server says first that it goes (GOAWAY of HTTP/2, SSH_MSG_DISCONNECT), the client closes"
          + " at that, and the two FINs cross";
  private static final String PIPELINED =
      "several writes are under way at once, and each is answered when the server has it";

  private MoreClients() {}

  static List<RealClient> all() {
    List<RealClient> all = new ArrayList<>(List.of(jetty(), netty(), reactorNetty(), vertx()));
    all.addAll(List.of(s3OverApache(), s3OverUrlConnection(), s3OverNetty(), s3OverCrt()));
    all.addAll(List.of(minio(), tus(), jdkH2c(), grpc(), ftp(), sftp()));
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
    return aborting(
        Clients.settingNoDelay(
            RealClient.of(
                "AWS S3 over Apache HttpClient",
                Apache5HttpClient.class,
                () -> new S3Upload(Apache5HttpClient.create()))),
        "the client aborts its idle connections when it is closed");
  }

  private static RealClient aborting(RealClient client, String reason) {
    RealClient aborting = client;
    for (String rule : BROKEN_BY_ABORT) {
      aborting = aborting.explaining(rule, reason);
    }
    return aborting;
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

  private static RealClient s3OverNetty() {
    return releasingLateWithinAnImage(
            Clients.settingNoDelay(
                RealClient.of(
                    "AWS S3 over Netty",
                    NettyNioAsyncHttpClient.class,
                    () -> new S3AsyncUpload(NettyNioAsyncHttpClient.create()))))
        .explaining("sendsEachMessageInFewestSegments", "the head is a write of its own");
  }

  private static RealClient s3OverCrt() {
    return releasingLateWithinAnImage(
            Clients.settingNoDelay(
                RealClient.of(
                    "AWS S3 over CRT",
                    AwsCrtHttpClient.class,
                    () -> new S3Upload(AwsCrtHttpClient.create()))))
        .explaining(
            "sendsEachMessageInFewestSegments", "each piece of aws-chunked is a write of its own");
  }

  /** An image is four requests, one after the other: each may come too early. */
  private static RealClient releasingLateWithinAnImage(RealClient client) {
    RealClient releasing =
        Clients.releasingLate(client)
            .explaining(
                "isComplete",
                "a connection that was asked for is not used where the first comes back sooner");
    for (Column column : List.of(Column.SYN_LOST, Column.LOSS)) {
      releasing =
          releasing.varying(
              column,
              "an image is four requests, and the next may need another connection for the same"
                  + " reason",
              "200",
              "200 over 2 connections");
    }
    return releasing.varying(
        Column.ROUND_TRIPS,
        "another connection begins with a handshake, a round trip more",
        "2",
        "3");
  }

  private static RealClient jdkH2c() {
    RealClient client =
        Clients.settingNoDelay(
                RealClient.of(
                        "JDK HttpClient, h2c",
                        java.net.http.HttpClient.class,
                        () -> new JdkUpload(java.net.http.HttpClient.Version.HTTP_2))
                    .servedBy(H2cUploadServer::new))
            .counting(Column.TURNS, 6, 24, FLOW_CONTROL)
            .varying(Column.IDLE_CLOSE, FAREWELL, "closes at once", "has closed before");
    return Clients.staysOpenBefore21(client);
  }

  private static RealClient grpc() {
    return Clients.settingNoDelay(
            RealClient.of("gRPC streaming", NettyChannelBuilder.class, GrpcUpload::new)
                .servedBy(GrpcUploadServer::new))
        .counting(Column.ROUND_TRIPS, 2, 8, FLOW_CONTROL)
        .counting(Column.TURNS, 6, 24, FLOW_CONTROL);
  }

  private static RealClient ftp() {
    return Clients.leavingNagleOn(
            RealClient.of("Commons Net FTP", FTPClient.class, FtpUpload::new)
                .servedBy(FtpUploadServer::new))
        .explaining("reusesConnections", "each image has a connection of its own for its data")
        .varying(
            Column.CLOSE,
            "the server closes the session behind its answer to QUIT, at which the client closes"
                + " it",
            "FIN of the client",
            "FIN of the client; FIN of the server");
  }

  private static RealClient sftp() {
    RealClient client =
        Clients.leavingNagleOn(
                RealClient.of("MINA SSHD SFTP", SftpClient.class, SftpUpload::new)
                    .servedBy(SftpUploadServer::new))
            .counting(Column.ROUND_TRIPS, 8, 20, PIPELINED)
            .counting(Column.TURNS, 24, 48, PIPELINED)
            .varying(Column.IDLE_CLOSE, FAREWELL, "closes at once", "has closed before")
            .varying(
                Column.CLOSE,
                "close() does not wait for what the server still answers, and if that comes later"
                    + " it is answered by RST",
                "FIN of the client",
                "RST of the client after FIN");
    return aborting(client, "what the server still answers comes after the close")
        .explaining("hasNoDataAfterPeerFin", "the server had not seen the FIN when it answered");
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
