package dev.tcpunit.internal.linux;

/**
 * Sends packets on to another interface, as {@code tc ... action mirred} does (linux/pkt_cls.h,
 * linux/tc_act/tc_mirred.h), where there may be no {@code tc} program.
 */
public final class TrafficControl {
  private static final int RTM_NEWQDISC = 36;
  private static final int RTM_DELQDISC = 37;
  private static final int RTM_NEWTFILTER = 44;

  private static final int TC_H_CLSACT = 0xFFFF_FFF1;
  private static final int CLSACT_HANDLE = 0xFFFF_0000;
  private static final int FIRST_PRIORITY = 1 << 16;
  private static final int ETH_P_ALL = 0x0003;

  private static final int TCA_KIND = 1;
  private static final int TCA_OPTIONS = 2;
  private static final int TCA_MATCHALL_ACT = 2;
  private static final int TCA_U32_SEL = 5;
  private static final int TCA_U32_ACT = 7;
  private static final int U32_TERMINAL = 1;
  private static final int FIRST_ACTION = 1;
  private static final int TCA_ACT_KIND = 1;
  private static final int TCA_ACT_OPTIONS = 2;
  private static final int TCA_MIRRED_PARMS = 2;
  private static final int TC_ACT_STOLEN = 4;
  private static final int TCA_INGRESS_REDIR = 3;

  private final Netlink netlink;

  public TrafficControl(Netlink netlink) {
    this.netlink = netlink;
  }

  /** Which packets of an interface are meant. */
  public enum Hook {
    /** The packets that go out. */
    EGRESS(0xFFFF_FFF3),
    /** The packets that have come in. */
    INGRESS(0xFFFF_FFF2);

    private final int parent;

    Hook(int parent) {
      this.parent = parent;
    }
  }

  /** Lets packets of an interface be sent on. */
  public void addHooks(int index) throws LinuxException {
    int flags = Netlink.REQUEST_AND_ACK | Netlink.CREATE_EXCLUSIVELY;
    netlink.exchange(clsact(RTM_NEWQDISC, flags, index), "add clsact to interface " + index);
  }

  /** Undoes {@link #addHooks}: packets go where they went before. */
  public void removeHooks(int index) throws LinuxException {
    NetlinkMessage message = clsact(RTM_DELQDISC, Netlink.REQUEST_AND_ACK, index);
    netlink.exchange(message, "remove clsact of interface " + index);
  }

  private static NetlinkMessage clsact(int type, int flags, int index) {
    NetlinkMessage message = new NetlinkMessage(type, flags);
    trafficControl(message, index, CLSACT_HANDLE, TC_H_CLSACT, 0);
    return message.attribute(TCA_KIND, "clsact");
  }

  /** Has all packets appear at another interface as if they had come in there. */
  public void redirectAll(Hook from, int index, int toIndex) throws LinuxException {
    try {
      redirect("matchall", from, index, toIndex);
    } catch (LinuxException e) {
      if (e.errno() != Errno.ENOENT) {
        throw e;
      }
      redirect("u32", from, index, toIndex); // an older classifier, and here an optional newer one
    }
  }

  private void redirect(String classifier, Hook from, int index, int toIndex)
      throws LinuxException {
    int flags = Netlink.REQUEST_AND_ACK | Netlink.CREATE_EXCLUSIVELY;
    NetlinkMessage message = new NetlinkMessage(RTM_NEWTFILTER, flags);
    int allProtocols = NativeMemory.networkOrder((short) ETH_P_ALL);
    trafficControl(message, index, 0, from.parent, FIRST_PRIORITY | allProtocols);
    message.attribute(TCA_KIND, classifier);
    int options = message.open(TCA_OPTIONS);
    boolean matchall = classifier.equals("matchall");
    if (!matchall) {
      message.attribute(TCA_U32_SEL, everything());
    }
    int actions = message.open(matchall ? TCA_MATCHALL_ACT : TCA_U32_ACT);
    addRedirection(message, toIndex);
    message.close(actions).close(options);
    netlink.exchange(message, "redirect interface " + index + " by " + classifier);
  }

  /** {@code struct tc_u32_sel} with one key, whose mask is empty. */
  private static byte[] everything() {
    byte[] selector = new byte[32];
    selector[0] = U32_TERMINAL;
    selector[2] = 1;
    return selector;
  }

  private static void addRedirection(NetlinkMessage message, int toIndex) {
    int action = message.open(FIRST_ACTION);
    message.attribute(TCA_ACT_KIND, "mirred");
    int options = message.open(TCA_ACT_OPTIONS);
    int parameters = message.open(TCA_MIRRED_PARMS);
    // struct tc_mirred: index, capabilities, action, two counters of the kernel's, then its own
    message.integer(0).integer(0).integer(TC_ACT_STOLEN).integer(0).integer(0);
    message.integer(TCA_INGRESS_REDIR).integer(toIndex);
    message.close(parameters).close(options).close(action);
  }

  /** {@code struct tcmsg}. */
  private static void trafficControl(
      NetlinkMessage message, int index, int handle, int parent, int info) {
    message.integer(0).integer(index).integer(handle).integer(parent).integer(info);
  }
}
