package dev.tcpunit.examples.clients;

import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Takes images as a stream of chunks, by gRPC. */
final class GrpcUploadServer implements UploadServer {
  static final MethodDescriptor<byte[], byte[]> UPLOAD =
      MethodDescriptor.<byte[], byte[]>newBuilder()
          .setType(MethodDescriptor.MethodType.CLIENT_STREAMING)
          .setFullMethodName("images.Images/Upload")
          .setRequestMarshaller(new Bytes())
          .setResponseMarshaller(new Bytes())
          .build();
  static final Metadata.Key<String> LENGTH =
      Metadata.Key.of("upload-length", Metadata.ASCII_STRING_MARSHALLER);

  private final InetAddress address;
  private Server server;

  GrpcUploadServer(InetAddress address) throws IOException {
    this.address = address;
    server = start(0);
  }

  private Server start(int port) throws IOException {
    return NettyServerBuilder.forAddress(new InetSocketAddress(address, port))
        .addService(
            ServerServiceDefinition.builder("images.Images")
                .addMethod(UPLOAD, GrpcUploadServer::receive)
                .build())
        .build()
        .start();
  }

  private static ServerCall.Listener<byte[]> receive(
      ServerCall<byte[], byte[]> call, Metadata head) {
    if (Integer.parseInt(head.get(LENGTH)) > LARGE) {
      call.close(Status.RESOURCE_EXHAUSTED, new Metadata());
      return new ServerCall.Listener<>() {};
    }
    call.request(1);
    return new ServerCall.Listener<>() {
      @Override
      public void onMessage(byte[] chunk) {
        call.request(1);
      }

      @Override
      public void onHalfClose() {
        call.sendHeaders(new Metadata());
        call.sendMessage(new byte[0]);
        call.close(Status.OK, new Metadata());
      }
    };
  }

  @Override
  public int port() {
    return server.getPort();
  }

  /** By a start anew: a server tells its clients that it goes away. */
  @Override
  public void closeConnections() throws IOException, InterruptedException {
    int port = server.getPort();
    server.shutdown().awaitTermination();
    server = start(port);
  }

  @Override
  public void close() {
    try {
      server.shutdownNow().awaitTermination();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Messages that are what they are. */
  private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] message) {
      return new ByteArrayInputStream(message);
    }

    @Override
    public byte[] parse(InputStream message) {
      try {
        return message.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
