package dev.tcpunit.examples.gallery.segments;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.examples.HttpPost;
import dev.tcpunit.examples.Server;
import dev.tcpunit.examples.gallery.Upload;
import dev.tcpunit.examples.gallery.UploadBug;
import dev.tcpunit.junit.TcpCapture;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A Netty client flushes after each piece that it writes.
 *
 * <p>A system call and a packet for each piece; the processor is busy, and the network is not.
 *
 * @see <a href="https://github.com/netty/netty/issues/1759">netty/netty#1759</a>
 * @see <a href="https://github.com/apache/bookkeeper/pull/3383">apache/bookkeeper#3383</a>
 */
public final class FlushPerPiece implements UploadBug {
  private static final int PIECES = 50;

  @Override
  public void broken(Upload upload) throws Exception {
    send(upload, true);
  }

  @Override
  public void fixed(Upload upload) throws Exception {
    send(upload, false);
  }

  private static void send(Upload upload, boolean flushEach) throws Exception {
    EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    try {
      CompletableFuture<Void> answered = new CompletableFuture<>();
      Channel channel = connect(upload, group, answered);
      byte[] piece = upload.image(100);
      channel.write(Unpooled.wrappedBuffer(HttpPost.head(upload.target(), PIECES * piece.length)));
      for (int i = 0; i < PIECES; i++) {
        channel.write(Unpooled.wrappedBuffer(piece));
        if (flushEach) {
          channel.flush();
        }
      }
      channel.flush();
      answered.get(10, TimeUnit.SECONDS);
      channel.close().sync();
    } finally {
      group.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    }
  }

  private static Channel connect(
      Upload upload, EventLoopGroup group, CompletableFuture<Void> answered) throws Exception {
    return new Bootstrap()
        .group(group)
        .channel(NioSocketChannel.class)
        .handler(
            new ChannelInboundHandlerAdapter() {
              @Override
              public void channelRead(ChannelHandlerContext context, Object message) {
                answered.complete(null);
              }
            })
        .connect(upload.target().getHost(), upload.target().getPort())
        .sync()
        .channel();
  }

  @Override
  public void check(TcpCapture capture, Server server) {
    assertThat(capture.connectionTo(server.port()))
        .client(upload -> upload.hasAverageSegmentAtLeast(1_000));
  }

  @Override
  public String cause() {
    return "a flush() after each";
  }
}
