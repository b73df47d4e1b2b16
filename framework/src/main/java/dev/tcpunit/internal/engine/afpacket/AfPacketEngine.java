package dev.tcpunit.internal.engine.afpacket;

import dev.tcpunit.capture.CaptureEngine;
import dev.tcpunit.capture.CaptureException;
import dev.tcpunit.capture.CaptureException.Reason;
import dev.tcpunit.capture.CaptureRequest;
import dev.tcpunit.capture.FrameHandler;
import dev.tcpunit.capture.LiveCapture;
import dev.tcpunit.internal.engine.CaptureErrors;
import dev.tcpunit.internal.engine.LinuxInterfaces;
import dev.tcpunit.internal.engine.RunningCapture;
import dev.tcpunit.internal.linux.Errno;
import dev.tcpunit.internal.linux.Jna;
import dev.tcpunit.internal.linux.LinuxException;

/** The engine of Linux's own packet sockets. */
public final class AfPacketEngine implements CaptureEngine {
  private static final String NAME = "afpacket";
  private static final int ORDER = 200;

  private final String operatingSystem;

  /** For the service loader. */
  public AfPacketEngine() {
    this(System.getProperty("os.name"));
  }

  /** For another system than this one. */
  public AfPacketEngine(String operatingSystem) {
    this.operatingSystem = operatingSystem;
  }

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
    if (!"Linux".equals(operatingSystem)) {
      throw errors.error(
          Reason.NOT_SUPPORTED,
          "packet sockets are Linux's, and this is " + operatingSystem,
          "Install libpcap (on Windows Npcap), which the engine pcap4j uses",
          null);
    }
    errors.checkSnapLength();
    try {
      RingSource source = RingSource.open(request, errors);
      return RunningCapture.start(CaptureErrors.subject(NAME, request), source, handler);
    } catch (LinuxException e) {
      throw explain(e, errors);
    }
  }

  private static CaptureException explain(LinuxException e, CaptureErrors errors) {
    return switch (e.errno()) {
      case Errno.EPERM -> errors.notPermitted(e.getMessage(), e);
      case Errno.ENODEV -> errors.noSuchInterface(LinuxInterfaces.names(), e);
      case Errno.ENETDOWN -> errors.interfaceDown(e);
      case Errno.ELIBACC -> errors.error(Reason.NOT_SUPPORTED, e.getMessage(), Jna.REMEDY, e);
      case Errno.EMFILE ->
          errors.error(
              Reason.FAILED,
              e.getMessage(),
              "Have the tests close the files and sockets that they open, or raise the limit:"
                  + " ulimit -n",
              e);
      case Errno.EAFNOSUPPORT ->
          errors.error(
              Reason.NOT_SUPPORTED,
              e.getMessage(),
              "This kernel has no packet sockets; run the tests on one that has",
              e);
      default ->
          errors.error(
              Reason.FAILED,
              e.getMessage(),
              "Remove the reason if you can, or ask for a smaller buffer",
              e);
    };
  }
}
