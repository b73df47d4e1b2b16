package dev.tcpunit.internal.engine.pcap4j;

import dev.tcpunit.capture.CaptureException;
import dev.tcpunit.capture.CaptureException.Reason;
import dev.tcpunit.capture.CaptureRequest;
import dev.tcpunit.capture.CapturedFrame;
import dev.tcpunit.capture.LinkTypes;
import dev.tcpunit.internal.door.OpenDoors;
import dev.tcpunit.internal.engine.CaptureErrors;
import dev.tcpunit.internal.engine.FrameSource;
import dev.tcpunit.internal.engine.LinuxInterfaces;
import dev.tcpunit.internal.linux.Detour;
import dev.tcpunit.internal.linux.LinuxException;
import dev.tcpunit.net.ChecksumStatus;
import java.io.IOException;
import java.sql.Timestamp;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.pcap4j.core.BpfProgram.BpfCompileMode;
import org.pcap4j.core.NotOpenException;
import org.pcap4j.core.PcapHandle;
import org.pcap4j.core.PcapHandle.TimestampPrecision;
import org.pcap4j.core.PcapNativeException;
import org.pcap4j.core.PcapNetworkInterface.PromiscuousMode;
import org.pcap4j.core.RawPacketListener;
import org.pcap4j.packet.namednumber.DataLinkType;

/** The frames that libpcap's loop hands over. */
final class HandleSource implements FrameSource {
  private static final int BLOCK_MILLIS = 1;
  private static final int FOREVER = -1;
  private static final String ALL_INTERFACES = "any";

  /** Room for the primer's datagrams. */
  private static final int SMALLEST_SNAP_LENGTH = 128;

  private static final int LOOPBACK_INDEX = 1; // in every network namespace of Linux
  private static final int DLT_RAW = 12;
  private static final int DLT_RAW_OPENBSD = 14;

  private final CaptureErrors errors;
  private final PcapHandle handle;
  private final int linkType;
  private final String interfaceName;
  private final int snapLength;
  private final FilterPrimer primer;
  private final CapturedFrame frame = new CapturedFrame();
  private Throwable handlerFailure;
  private volatile long droppedBefore;
  private volatile boolean stopped;

  private HandleSource(
      CaptureErrors errors, CaptureRequest request, PcapHandle handle, FilterPrimer primer) {
    this.errors = errors;
    this.interfaceName = request.interfaceName();
    this.snapLength = request.snapLength();
    this.handle = handle;
    this.primer = primer;
    this.linkType = linkType(handle.getDlt().value());
  }

  /** Opens a source that captures from now on, or leaves nothing behind. */
  static HandleSource open(CaptureRequest request, CaptureErrors errors)
      throws PcapNativeException {
    // Not immediate mode: its ring has slots as long as the longest frame, so it is slow and drops.
    PcapHandle handle =
        new PcapHandle.Builder(request.interfaceName())
            .snaplen(Math.max(request.snapLength(), SMALLEST_SNAP_LENGTH))
            .bufferSize(request.bufferBytes())
            .timeoutMillis(BLOCK_MILLIS)
            .promiscuousMode(PromiscuousMode.NONPROMISCUOUS)
            .timestampPrecision(TimestampPrecision.NANO)
            .build();
    try {
      FilterPrimer primer = seeLoopbackOnce(handle, request.interfaceName());
      return new HandleSource(errors, request, handle, primer);
    } catch (PcapNativeException | RuntimeException e) {
      handle.close();
      throw e;
    } catch (NotOpenException e) {
      throw new IllegalStateException("the handle was just opened", e);
    }
  }

  /**
   * Leaves out what goes out on loopback, because it comes in again, and what this JVM says to its
   * debugger, which may stop the thread that makes room. libpcap would leave out the first too, but
   * after the kernel has found room for it, or has counted a drop where there was none. A filter is
   * set in any case: by it the kernel cuts packets to the snap length.
   *
   * @return what has to run before the filter lets packets through, or null
   */
  private static FilterPrimer seeLoopbackOnce(PcapHandle handle, String interfaceName)
      throws PcapNativeException, NotOpenException {
    String filter = "";
    FilterPrimer primer = null;
    if (Libpcap.ON_LINUX && interfaceName.equals("lo")) {
      filter = "inbound" + notTheDebuggers();
      primer = new FilterPrimer();
    } else if (Libpcap.ON_LINUX && interfaceName.equals(ALL_INTERFACES)) {
      handle.setDlt(DataLinkType.getInstance(LinkTypes.LINUX_SLL2));
      filter =
          "(inbound or not ifindex "
              + LOOPBACK_INDEX
              + ")"
              + notOnTheirDetour()
              + notTheDebuggers();
    }
    handle.setFilter(filter, BpfCompileMode.OPTIMIZE);
    return primer;
  }

  /**
   * The part of the filter that leaves out the packets of loopback on their detour, if there is
   * one.
   */
  private static String notOnTheirDetour() {
    try {
      int detour = Detour.index();
      return detour == Detour.NONE ? "" : " and not ifindex " + detour;
    } catch (LinuxException e) {
      return ""; // no socket at all: libpcap will say why
    }
  }

  private static String notTheDebuggers() {
    return OpenDoors.debuggersPorts().stream()
        .map(port -> " and not tcp port " + port)
        .collect(Collectors.joining());
  }

  /** The registered link type of a DLT number, which may differ between systems. */
  private static int linkType(int dlt) {
    return dlt == DLT_RAW || dlt == DLT_RAW_OPENBSD ? LinkTypes.RAW : dlt;
  }

  @Override
  public void deliverTo(Sink sink) throws CaptureException {
    try {
      RawPacketListener listener = bytes -> take(bytes, sink);
      handle.loop(FOREVER, listener);
    } catch (InterruptedException brokenOff) {
      rethrowHandlerFailure();
    } catch (PcapNativeException e) {
      throw explain(e);
    } catch (NotOpenException e) {
      throw new IllegalStateException("only this thread closes the handle", e);
    }
  }

  /** Waits until packets come through; frames are delivered meanwhile on another thread. */
  void awaitReady() throws CaptureException {
    try {
      if (primer != null) {
        primer.run();
        droppedBefore = dropped();
      }
    } catch (IOException e) {
      String remedy = "Let 127.0.0.1 be reachable on lo, or set tcpunit.engine to another";
      throw errors.error(Reason.FAILED, "no packet comes through: " + e.getMessage(), remedy, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw errors.error(Reason.FAILED, "the start was interrupted", "Start it again", e);
    }
  }

  private void take(byte[] bytes, Sink sink) {
    if (primer != null && primer.swallows(bytes)) {
      return;
    }
    Timestamp seen = handle.getTimestamp();
    long seconds = Math.floorDiv(seen.getTime(), 1000L);
    long time = TimeUnit.SECONDS.toNanos(seconds) + seen.getNanos();
    frame.wrap(bytes, 0, Math.min(bytes.length, snapLength), handle.getOriginalLength());
    try {
      if (stopped || !sink.accept(frame.stamp(time, linkType, ChecksumStatus.UNKNOWN))) {
        breakLoop();
      }
    } catch (Throwable e) { // pcap4j would log it, and go on
      handlerFailure = e;
      breakLoop();
    }
  }

  private void rethrowHandlerFailure() {
    if (handlerFailure instanceof Error error) {
      throw error;
    }
    if (handlerFailure instanceof RuntimeException exception) {
      throw exception;
    }
  }

  @Override
  public Optional<CaptureException> standstill() {
    return LinuxInterfaces.standstill(interfaceName, errors);
  }

  private CaptureException explain(PcapNativeException e) {
    String happened = String.valueOf(e.getMessage()).strip();
    if (happened.contains("went down") || happened.contains("disappeared")) {
      return errors.interfaceLost(happened, e);
    }
    return errors.error(Reason.FAILED, happened, "Start the capture again", e);
  }

  private void breakLoop() {
    try {
      handle.breakLoop();
    } catch (NotOpenException ignored) {
      // It has ended already.
    }
  }

  @Override
  public void stop() {
    stopped = true;
    breakLoop();
  }

  @Override
  public long dropped() {
    try {
      return handle.getStats().getNumPacketsDropped() - droppedBefore;
    } catch (PcapNativeException | NotOpenException e) {
      throw new IllegalStateException("the drop counter of an open handle is always there", e);
    }
  }

  /** On Linux libpcap reads a packet socket's ring, and asks the kernel what had no room in it. */
  @Override
  public boolean countsAtOnce() {
    return Libpcap.ON_LINUX;
  }

  @Override
  public void close() {
    handle.close();
  }
}
