package dev.tcpunit.examples.clients;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerUpgradeHandler;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2ServerUpgradeCodec;
import io.netty.handler.codec.http2.Http2StreamFrame;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** Takes images over HTTP/2 without TLS, after an HTTP/1.1 request with Upgrade (RFC 7540 s3.2). */
final class H2cUploadServer implements UploadServer {
  private final EventLoopGroup threads =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final Channel listener;

  H2cUploadServer(InetAddress address) throws InterruptedException {
    listener =
        new ServerBootstrap()
            .group(threads)
            .channel(NioServerSocketChannel.class)
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .childHandler(new Opening())
            .bind(address, 0)
            .sync()
            .channel();
  }

  @Override
  public int port() {
    return ((InetSocketAddress) listener.localAddress()).getPort();
  }

  @Override
  public void closeConnections() throws InterruptedException {
    connections.close().sync();
  }

  @Override
  public void close() {
    listener.close().awaitUninterruptibly();
    threads.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  /** Begins as HTTP/1.1. */
  private final class Opening extends ChannelInitializer<SocketChannel> {
    @Override
    protected void initChannel(SocketChannel connection) {
      connections.add(connection);
      HttpServerCodec http = new HttpServerCodec();
      connection
          .pipeline()
          .addLast(http, new RefusesLargeImages())
          .addLast(
              new HttpServerUpgradeHandler(
                  http,
                  protocol ->
                      new Http2ServerUpgradeCodec(
                          Http2FrameCodecBuilder.forServer().build(),
                          new Http2MultiplexHandler(new Stored())),
                  LARGE));
    }
  }

  /** Before the upgrade, for which a server must have read the whole request. */
  private static final class RefusesLargeImages extends ChannelInboundHandlerAdapter {
    private boolean refuses;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (message instanceof HttpRequest request && HttpUtil.getContentLength(request) > LARGE) {
        refuses = true;
        FullHttpResponse response =
            new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE);
        response.headers().set(HttpHeaderNames.CONNECTION, "close");
        response.headers().set(HttpHeaderNames.CONTENT_LENGTH, 0);
        context
            .writeAndFlush(response)
            .addListener(
                (ChannelFutureListener)
                    written -> ((SocketChannel) written.channel()).shutdownOutput());
      }
      if (refuses) {
        ReferenceCountUtil.release(message);
      } else {
        context.fireChannelRead(message);
      }
    }
  }

  /** Answers when an image has come. */
  private static final class Stored extends ChannelInitializer<Channel> {
    @Override
    protected void initChannel(Channel stream) {
      stream
          .pipeline()
          .addLast(
              new SimpleChannelInboundHandler<Http2StreamFrame>() {
                @Override
                protected void channelRead0(ChannelHandlerContext context, Http2StreamFrame frame) {
                  if (ends(frame)) {
                    context.writeAndFlush(
                        new DefaultHttp2HeadersFrame(
                            new DefaultHttp2Headers().status("201"), true));
                  }
                }
              });
    }

    private static boolean ends(Http2StreamFrame frame) {
      return frame instanceof Http2DataFrame data && data.isEndStream()
          || frame instanceof Http2HeadersFrame head && head.isEndStream();
    }
  }
}
