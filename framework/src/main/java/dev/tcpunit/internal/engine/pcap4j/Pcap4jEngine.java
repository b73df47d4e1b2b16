package dev.tcpunit.internal.engine.pcap4j;

import dev.tcpunit.capture.CaptureEngine;
import dev.tcpunit.capture.CaptureException;
import dev.tcpunit.capture.CaptureException.Reason;
import dev.tcpunit.capture.CaptureRequest;
import dev.tcpunit.capture.FrameHandler;
import dev.tcpunit.capture.LiveCapture;
import dev.tcpunit.internal.engine.CaptureErrors;
import dev.tcpunit.internal.engine.LinuxInterfaces;
import dev.tcpunit.internal.engine.RunningCapture;
import java.util.List;
import java.util.Optional;
import org.pcap4j.core.PcapNativeException;
import org.pcap4j.core.PcapNetworkInterface;
import org.pcap4j.core.Pcaps;

/** The engine of libpcap (on Windows Npcap), where it is installed. */
public final class Pcap4jEngine implements CaptureEngine {
  private static final String NAME = "pcap4j";
  private static final int ORDER = 100;

  // pcap/pcap.h
  private static final int PCAP_ERROR_NO_SUCH_DEVICE = -5;
  private static final int PCAP_ERROR_PERM_DENIED = -8;
  private static final int PCAP_ERROR_IFACE_NOT_UP = -9;
  private static final int PCAP_ERROR_PROMISC_PERM_DENIED = -11;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int order() {
    return ORDER;
  }

  @Override
  public LiveCapture start(CaptureRequest request, FrameHandler handler) throws CaptureException {
    CaptureErrors errors = new CaptureErrors(NAME, request);
    Optional<Libpcap.Unusable> unusable = Libpcap.unusable();
    if (unusable.isPresent()) {
      throw unusable.get().asException(errors);
    }
    errors.checkSnapLength();
    try {
      HandleSource source = HandleSource.open(request, errors);
      LiveCapture capture =
          RunningCapture.start(CaptureErrors.subject(NAME, request), source, handler);
      return ready(capture, source);
    } catch (PcapNativeException e) {
      throw explain(e, errors);
    }
  }

  private static LiveCapture ready(LiveCapture capture, HandleSource source)
      throws CaptureException {
    try {
      source.awaitReady();
      return capture;
    } catch (CaptureException e) {
      capture.close();
      throw e;
    }
  }

  private static CaptureException explain(PcapNativeException e, CaptureErrors errors) {
    String happened = String.valueOf(e.getMessage()).strip();
    int code = e.getReturnCode() == null ? -1 : e.getReturnCode();
    return switch (code) {
      case PCAP_ERROR_PERM_DENIED, PCAP_ERROR_PROMISC_PERM_DENIED ->
          errors.notPermitted(happened, e);
      case PCAP_ERROR_NO_SUCH_DEVICE -> errors.noSuchInterface(existingInterfaces(), e);
      case PCAP_ERROR_IFACE_NOT_UP -> errors.interfaceDown(e);
      default ->
          errors.error(
              Reason.FAILED,
              happened,
              "Remove the reason if you can, or ask for a smaller buffer",
              e);
    };
  }

  /** libpcap also lists what is no network interface, such as D-Bus. */
  private static List<String> existingInterfaces() {
    if (Libpcap.ON_LINUX) {
      return LinuxInterfaces.names();
    }
    try {
      return Pcaps.findAllDevs().stream().map(PcapNetworkInterface::getName).toList();
    } catch (PcapNativeException e) {
      return List.of("(" + e.getMessage() + ")");
    }
  }
}
