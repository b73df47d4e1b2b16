package dev.tcpunit.internal.linux;

import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Gives an interface a queue that it sends from at a certain rate, as network cards have one and
 * {@code tc qdisc add dev ... root tbf} makes one (linux/pkt_sched.h).
 */
public final class TransmitQueue {
  private static final int RTM_NEWQDISC = 36;
  private static final int TC_H_ROOT = -1;
  private static final int HANDLE = 1 << 16;
  private static final int TCA_KIND = 1;
  private static final int TCA_OPTIONS = 2;
  private static final int TCA_TBF_PARMS = 1;
  private static final int TCA_TBF_BURST = 6;
  private static final int TC_TBF_QOPT_BYTES = 36;
  private static final int LINK_LAYER = 1;
  private static final byte ETHERNET = 1;
  private static final int RATE = 8;
  private static final int LIMIT = 24;

  private TransmitQueue() {}

  /** The interface forgets it when it is removed. Where the kernel has none the test is skipped. */
  public static void add(int interfaceIndex, int bytesASecond, int burst, int limit)
      throws LinuxException {
    int flags = Netlink.REQUEST_AND_ACK | Netlink.CREATE_OR_REPLACE;
    NetlinkMessage message = new NetlinkMessage(RTM_NEWQDISC, flags);
    message.integer(0).integer(interfaceIndex).integer(HANDLE).integer(TC_H_ROOT).integer(0);
    message.attribute(TCA_KIND, "tbf");
    int options = message.open(TCA_OPTIONS);
    message.attribute(TCA_TBF_PARMS, parameters(bytesASecond, limit));
    message.attribute(TCA_TBF_BURST, burst);
    message.close(options);
    try (Netlink netlink = Netlink.open()) {
      netlink.exchange(message, "add tbf to interface " + interfaceIndex);
    } catch (LinuxException e) {
      if (e.errno() == Errno.ENOENT) {
        abort("this kernel has no token bucket filter");
      }
      throw e;
    }
  }

  /** {@code struct tc_tbf_qopt}. */
  private static byte[] parameters(int bytesASecond, int limit) {
    ByteBuffer options = ByteBuffer.allocate(TC_TBF_QOPT_BYTES).order(ByteOrder.nativeOrder());
    options.put(LINK_LAYER, ETHERNET).putInt(RATE, bytesASecond).putInt(LIMIT, limit);
    return options.array();
  }
}
