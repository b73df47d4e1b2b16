package dev.tcpunit.internal.engine;

import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Makes and removes virtual network interfaces, where there may be no {@code ip} program. */
final class Netlink {
  private static final int AF_NETLINK = 16;
  private static final int SOCK_RAW = 3;
  private static final short RTM_NEWLINK = 16;
  private static final short RTM_DELLINK = 17;
  private static final short REQUEST_AND_ACK = 5;
  private static final short CREATE_EXCLUSIVELY = 0x600;
  private static final short IFLA_IFNAME = 3;
  private static final short IFLA_LINKINFO = 18;
  private static final short IFLA_INFO_KIND = 1;
  private static final short IFLA_INFO_DATA = 2;
  private static final short VETH_INFO_PEER = 1;
  private static final int HEADER_BYTES = 16;
  private static final int IFINFOMSG_BYTES = 16;

  static {
    Native.register(Netlink.class, "c");
  }

  private Netlink() {}

  private static native int socket(int domain, int type, int protocol);

  private static native NativeLong send(int fd, byte[] bytes, NativeLong length, int flags);

  private static native NativeLong recv(int fd, byte[] bytes, NativeLong length, int flags);

  private static native int close(int fd);

  /** Makes a pair of interfaces, both up: what goes out of one comes in at the other. */
  static void addVethPair(String one, String other) throws Exception {
    ByteBuffer message = request(RTM_NEWLINK, (short) (REQUEST_AND_ACK | CREATE_EXCLUSIVELY));
    attribute(message, IFLA_IFNAME, one);
    int linkInfo = open(message, IFLA_LINKINFO);
    attribute(message, IFLA_INFO_KIND, "veth");
    int data = open(message, IFLA_INFO_DATA);
    int peer = open(message, VETH_INFO_PEER);
    message.position(message.position() + IFINFOMSG_BYTES);
    attribute(message, IFLA_IFNAME, other);
    close(message, peer);
    close(message, data);
    close(message, linkInfo);
    exchange(message);
    PrivateNetwork.setUp(one, true);
    PrivateNetwork.setUp(other, true);
  }

  /** Removes an interface, and if it is one of a pair the other too. */
  static void remove(String name) throws Exception {
    ByteBuffer message = request(RTM_DELLINK, REQUEST_AND_ACK);
    attribute(message, IFLA_IFNAME, name);
    exchange(message);
  }

  private static ByteBuffer request(short type, short flags) {
    ByteBuffer message = ByteBuffer.allocate(512).order(ByteOrder.nativeOrder());
    message.putShort(Integer.BYTES, type).putShort(Integer.BYTES + Short.BYTES, flags);
    return message.position(HEADER_BYTES + IFINFOMSG_BYTES);
  }

  private static void attribute(ByteBuffer message, short type, String value) {
    int start = open(message, type);
    message.put(value.getBytes(StandardCharsets.US_ASCII)).put((byte) 0);
    close(message, start);
  }

  private static int open(ByteBuffer message, short type) {
    int start = message.position();
    message.putShort((short) 0).putShort(type);
    return start;
  }

  private static void close(ByteBuffer message, int start) {
    message.putShort(start, (short) (message.position() - start));
    message.position((message.position() + 3) & ~3);
  }

  private static void exchange(ByteBuffer message) throws IOException {
    message.putInt(0, message.position());
    int fd = socket(AF_NETLINK, SOCK_RAW, 0);
    try {
      send(fd, message.array(), new NativeLong(message.position()), 0);
      byte[] answer = new byte[4096];
      recv(fd, answer, new NativeLong(answer.length), 0);
      int error = ByteBuffer.wrap(answer).order(ByteOrder.nativeOrder()).getInt(HEADER_BYTES);
      if (error != 0) {
        throw new IOException("netlink: errno " + -error);
      }
    } finally {
      close(fd);
    }
  }
}
