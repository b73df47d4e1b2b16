package dev.tcpunit.internal.linux;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds and aborts TCP sockets that may still send, by sock_diag(7): those that nobody can use any
 * more. It belongs to the network namespace of the thread that opened it.
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
  private static final int ID_OFFSET = 4; // in struct inet_diag_msg
  private static final int ID_BYTES = 48;
  private static final int SOURCE_OFFSET = ID_OFFSET + 4;
  private static final int ADDRESS_BYTES = 16;
  private static final int IPV4_BYTES = 4;
  private static final int ANSWER_BYTES = 1 << 16;

  /**
   * A bit for each state, without TIME-WAIT (6), CLOSED (7) and LISTEN (10), which send nothing.
   */
  private static final int SENDING = 0xFFF & ~(1 << 6 | 1 << 7 | 1 << 10);

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

  private List<byte[]> list(int family, byte[] local) throws LinuxException {
    NetlinkMessage request = new NetlinkMessage(SOCK_DIAG_BY_FAMILY, REQUEST_AND_DUMP);
    request.bytes(family, IPPROTO_TCP, 0, 0).integer(SENDING).raw(new byte[ID_BYTES]);
    socket.send(request.finish());
    List<byte[]> ids = new ArrayList<>();
    ByteBuffer answer = NativeMemory.allocate(ANSWER_BYTES);
    boolean more = true;
    while (more) {
      answer.clear();
      more = addAll(answer.limit(socket.await(answer)), local, ids);
    }
    return ids;
  }

  /** Adds the ids in one answer to the list; returns whether more answers are to come. */
  private static boolean addAll(ByteBuffer answer, byte[] local, List<byte[]> ids) {
    int at = 0;
    while (at + NetlinkMessage.HEADER_BYTES <= answer.limit()) {
      int type = answer.getShort(at + TYPE);
      if (type == NLMSG_DONE || type == NLMSG_ERROR) {
        return false;
      }
      byte[] id = new byte[ID_BYTES];
      answer.get(at + NetlinkMessage.HEADER_BYTES + ID_OFFSET, id);
      int source = SOURCE_OFFSET - ID_OFFSET;
      if (Arrays.equals(id, source, source + ADDRESS_BYTES, local, 0, ADDRESS_BYTES)) {
        ids.add(id);
      }
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
