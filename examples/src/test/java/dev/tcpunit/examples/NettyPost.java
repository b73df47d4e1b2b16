package dev.tcpunit.examples;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpVersion;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One POST by Netty over a connection of its own, which is closed after the answer. */
public final class NettyPost {
  private static final int RESPONSE_LIMIT = 65_536;

  private NettyPost() {}

  /** The status of the answer. */
  public static int post(URI target, String type, byte[] body) throws Exception {
    EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    try {
      CompletableFuture<Integer> status = new CompletableFuture<>();
      Channel channel =
          new Bootstrap()
              .group(group)
              .channel(NioSocketChannel.class)
              .handler(handlers(status))
              .connect(target.getHost(), target.getPort())
              .sync()
              .channel();
      channel.writeAndFlush(request(target, type, body)).sync();
      int answer = status.get(10, TimeUnit.SECONDS);
      channel.close().sync();
      return answer;
    } finally {
      group.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    }
  }

  private static FullHttpRequest request(URI target, String type, byte[] body) {
    FullHttpRequest request =
        new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1, HttpMethod.POST, target.getPath(), Unpooled.wrappedBuffer(body));
    request.headers().set(HttpHeaderNames.HOST, target.getAuthority());
    request.headers().set(HttpHeaderNames.CONTENT_TYPE, type);
    request.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.length);
    return request;
  }

  private static ChannelInitializer<SocketChannel> handlers(CompletableFuture<Integer> status) {
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(SocketChannel channel) {
        channel
            .pipeline()
            .addLast(new HttpClientCodec())
            .addLast(new HttpObjectAggregator(RESPONSE_LIMIT))
            .addLast(new Answer(status));
      }
    };
  }

  /** Hands the status over, or why there is none. */
  private static final class Answer extends SimpleChannelInboundHandler<FullHttpResponse> {
    private final CompletableFuture<Integer> status;

    Answer(CompletableFuture<Integer> status) {
      this.status = status;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpResponse response) {
      status.complete(response.status().code());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      status.completeExceptionally(cause);
    }
  }
}
