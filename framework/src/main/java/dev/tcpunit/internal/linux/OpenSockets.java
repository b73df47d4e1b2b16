package dev.tcpunit.internal.linux;

import dev.tcpunit.net.Endpoint;
import dev.tcpunit.net.FlowKey;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ObjIntConsumer;

/**
 * Lists the TCP sockets that nobody has closed, and aborts those that nobody can use any more, by
 * sock_diag(7). It belongs to the network namespace of the thread that opened it.
 */
public final class OpenSockets implements AutoCloseable {
  private static final int NETLINK_SOCK_DIAG = 4;
  private static final int SOCK_DIAG_BY_FAMILY = 20;
  private static final int SOCK_DESTROY = 21;
  private static final int REQUEST_AND_ACK = 0x5;
  private static final int REQUEST_AND_DUMP = 0x301;
  private static final int NLMSG_ERROR = 2;
  private static final int NLMSG_DONE = 3;
  private static final int TYPE = 4;
  private static final int IPPROTO_TCP = 6;
  private static final int STATE_OFFSET = 1; // in struct inet_diag_msg
  private static final int ID_OFFSET = 4;
  private static final int ID_BYTES = 48;
  private static final int SOURCE_OFFSET = ID_OFFSET + 4;
  private static final int TARGET_OFFSET = SOURCE_OFFSET + 16;
  private static final int ADDRESS_BYTES = 16;
  private static final int IPV4_BYTES = 4;
  private static final int ANSWER_BYTES = 1 << 16;

  /**
   * A bit for each state, without TIME-WAIT (6), CLOSED (7) and LISTEN (10), which send nothing.
   */
  private static final int SENDING = 0xFFF & ~(1 << 6 | 1 << 7 | 1 << 10);

  private static final int ESTABLISHED = 1;
  private static final int CLOSE_WAIT = 8;

  /**
   * A connected socket that its own program has not closed.
   *
   * @param ends from its own end to its peer's
   * @param peerClosed whether FIN came from there: CLOSE-WAIT (RFC 9293 section 3.3.2)
   */
  public record Unclosed(FlowKey ends, boolean peerClosed) {}

  private final LinuxSocket socket;

  private OpenSockets(LinuxSocket socket) {
    this.socket = socket;
  }

  public static OpenSockets open() throws LinuxException {
    return new OpenSockets(
        LinuxSocket.open(LinuxSocket.AF_NETLINK, LinuxSocket.SOCK_RAW, NETLINK_SOCK_DIAG));
  }

  /**
   * Aborts the sockets that are bound to an address, as {@code ss --kill} does: a thread that waits
   * for one gets ECONNABORTED. Does nothing where the kernel cannot.
   */
  public synchronized void abort(InetAddress local) throws LinuxException {
    for (int family : new int[] {LinuxSocket.AF_INET, LinuxSocket.AF_INET6}) {
      for (byte[] id : list(family, addressIn(family, local.getAddress()))) {
        abort(family, id);
      }
    }
  }

  /**
   * An address as a socket of a family holds it: an IPv6 socket holds an IPv4 address mapped (RFC
   * 4291).
   */
  private static byte[] addressIn(int family, byte[] address) {
    byte[] bytes = new byte[ADDRESS_BYTES];
    boolean mapped = family == LinuxSocket.AF_INET6 && address.length == IPV4_BYTES;
    if (mapped) {
      bytes[10] = (byte) 0xFF;
      bytes[11] = (byte) 0xFF;
    }
    System.arraycopy(address, 0, bytes, mapped ? ADDRESS_BYTES - IPV4_BYTES : 0, address.length);
    return bytes;
  }

  /** The connected sockets that their own program has not closed. */
  public synchronized List<Unclosed> unclosed() throws LinuxException {
    List<Unclosed> found = new ArrayList<>();
    for (int family : new int[] {LinuxSocket.AF_INET, LinuxSocket.AF_INET6}) {
      int length = family == LinuxSocket.AF_INET ? IPV4_BYTES : ADDRESS_BYTES;
      dump(
          family,
          1 << ESTABLISHED | 1 << CLOSE_WAIT,
          (answer, at) -> found.add(socket(answer, at, length)));
    }
    return found;
  }

  private static Unclosed socket(ByteBuffer answer, int at, int addressBytes) {
    ByteBuffer ports = answer.duplicate().order(ByteOrder.BIG_ENDIAN);
    return new Unclosed(
        new FlowKey(
            endpoint(answer, at + SOURCE_OFFSET, addressBytes, ports.getShort(at + ID_OFFSET)),
            endpoint(answer, at + TARGET_OFFSET, addressBytes, ports.getShort(at + ID_OFFSET + 2))),
        answer.get(at + STATE_OFFSET) == CLOSE_WAIT);
  }

  /** An IPv6 socket's IPv4 peer is mapped (RFC 4291), and packets show it as what it is. */
  private static Endpoint endpoint(ByteBuffer answer, int at, int length, short port) {
    byte[] address = new byte[length];
    answer.get(at, address);
    try {
      return Endpoint.of(InetAddress.getByAddress(address), port & 0xFFFF);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("no address has %d bytes".formatted(length), e);
    }
  }

  private List<byte[]> list(int family, byte[] local) throws LinuxException {
    List<byte[]> ids = new ArrayList<>();
    dump(
        family,
        SENDING,
        (answer, at) -> {
          byte[] id = new byte[ID_BYTES];
          answer.get(at + ID_OFFSET, id);
          int source = SOURCE_OFFSET - ID_OFFSET;
          if (Arrays.equals(id, source, source + ADDRESS_BYTES, local, 0, ADDRESS_BYTES)) {
            ids.add(id);
          }
        });
    return ids;
  }

  /** Hands over each {@code struct inet_diag_msg}, by the answer and where in it it begins. */
  private void dump(int family, int states, ObjIntConsumer<ByteBuffer> each) throws LinuxException {
    NetlinkMessage request = new NetlinkMessage(SOCK_DIAG_BY_FAMILY, REQUEST_AND_DUMP);
    request.bytes(family, IPPROTO_TCP, 0, 0).integer(states).raw(new byte[ID_BYTES]);
    socket.send(request.finish());
    ByteBuffer answer = NativeMemory.allocate(ANSWER_BYTES);
    boolean more = true;
    while (more) {
      answer.clear();
      more = handOver(answer.limit(socket.await(answer)), each);
    }
  }

  /** Returns whether more answers are to come. */
  private static boolean handOver(ByteBuffer answer, ObjIntConsumer<ByteBuffer> each) {
    int at = 0;
    while (at + NetlinkMessage.HEADER_BYTES <= answer.limit()) {
      int type = answer.getShort(at + TYPE);
      if (type == NLMSG_DONE || type == NLMSG_ERROR) {
        return false;
      }
      each.accept(answer, at + NetlinkMessage.HEADER_BYTES);
      at += answer.getInt(at) + 3 & ~3;
    }
    return true;
  }

  /**
   * Aborts one socket. Its id holds a cookie, so that another socket with the same ports is not
   * hit.
   */
  private void abort(int family, byte[] id) throws LinuxException {
    NetlinkMessage request = new NetlinkMessage(SOCK_DESTROY, REQUEST_AND_ACK);
    request.bytes(family, IPPROTO_TCP, 0, 0).integer(SENDING).raw(id);
    socket.send(request.finish());
    ByteBuffer answer = NativeMemory.allocate(ANSWER_BYTES);
    socket.await(answer);
    int error = -answer.getInt(NetlinkMessage.HEADER_BYTES);
    boolean gone = error == Errno.ENOENT;
    if (error != 0 && !gone && error != Errno.EOPNOTSUPP) {
      throw new LinuxException("netlink, abort a socket", error);
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
