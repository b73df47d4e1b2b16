package dev.tcpunit.examples.clients;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.MetadataUtils;
import java.net.URI;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Sends an image as a stream of chunks, each when the channel is ready for it. */
final class GrpcUpload implements UploadClient {
  private static final int CHUNK = 16_384;

  private ManagedChannel channel;

  @Override
  public int upload(URI target, byte[] image) throws Exception {
    if (channel == null) {
      channel =
          NettyChannelBuilder.forAddress(target.getHost(), target.getPort()).usePlaintext().build();
    }
    Metadata head = new Metadata();
    head.put(GrpcUploadServer.LENGTH, String.valueOf(image.length));
    Channel withHead =
        ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(head));
    Chunks chunks = new Chunks(image);
    ClientCalls.asyncClientStreamingCall(
        withHead.newCall(GrpcUploadServer.UPLOAD, CallOptions.DEFAULT), chunks);
    return chunks.status.get().value();
  }

  @Override
  public void close() {
    if (channel != null) {
      try {
        channel.shutdown().awaitTermination(10, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static final class Chunks implements ClientResponseObserver<byte[], byte[]> {
    private final CompletableFuture<Status.Code> status = new CompletableFuture<>();
    private final byte[] image;
    private int sent;

    Chunks(byte[] image) {
      this.image = image;
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<byte[]> requests) {
      requests.setOnReadyHandler(
          () -> {
            while (requests.isReady() && sent < image.length) {
              int end = Math.min(image.length, sent + CHUNK);
              requests.onNext(Arrays.copyOfRange(image, sent, end));
              sent = end;
              if (sent == image.length) {
                requests.onCompleted();
              }
            }
          });
    }

    @Override
    public void onNext(byte[] response) {
      // the status says all
    }

    @Override
    public void onError(Throwable reason) {
      status.completeExceptionally(reason);
    }

    @Override
    public void onCompleted() {
      status.complete(Status.Code.OK);
    }
  }
}
