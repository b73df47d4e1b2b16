package dev.tcpunit.internal.engine;

import dev.tcpunit.capture.CaptureException;
import dev.tcpunit.capture.CaptureException.Reason;
import dev.tcpunit.capture.CaptureRequest;
import java.util.List;

/** The errors that several engines report, worded once. */
public final class CaptureErrors {
  private static final String PERMISSION_REMEDY =
      "Run the tests in a private network (tcpunit-maven-plugin, goal sandbox), as root, or with"
          + " the capability CAP_NET_RAW";

  private final String subject;
  private final CaptureRequest request;

  /** Errors of an engine that was asked for a capture. */
  public CaptureErrors(String engine, CaptureRequest request) {
    this.subject = subject(engine, request);
    this.request = request;
  }

  /** What was tried, such as {@code afpacket on lo}. */
  public static String subject(String engine, CaptureRequest request) {
    return engine + " on " + request.interfaceName();
  }

  public CaptureException notPermitted(String happened, Throwable cause) {
    return error(Reason.NOT_PERMITTED, happened, PERMISSION_REMEDY, cause);
  }

  public CaptureException noSuchInterface(List<String> existing, Throwable cause) {
    String happened = "there is no interface " + request.interfaceName();
    String remedy = "Name one of these, or any: " + String.join(", ", existing);
    return error(Reason.NO_SUCH_INTERFACE, happened, remedy, cause);
  }

  public CaptureException interfaceDown(Throwable cause) {
    String happened = "the interface " + request.interfaceName() + " is down";
    String remedy = "Set it up: ip link set " + request.interfaceName() + " up";
    return error(Reason.INTERFACE_DOWN, happened, remedy, cause);
  }

  public CaptureException interfaceLost(String happened, Throwable cause) {
    String what = "the interface " + request.interfaceName() + " went down or was removed";
    String remedy = "Keep it up until the capture is closed";
    return error(Reason.INTERFACE_DOWN, what + ": " + happened, remedy, cause);
  }

  /** Throws if longer frames are asked for than any engine can capture. */
  public void checkSnapLength() throws CaptureException {
    if (request.snapLength() > CaptureRequest.FULL_PAYLOAD) {
      throw error(
          Reason.FAILED,
          "the snap length " + request.snapLength() + " is too large",
          "Ask for at most " + CaptureRequest.FULL_PAYLOAD + " bytes, the largest frame there is",
          null);
    }
  }

  public CaptureException error(Reason reason, String happened, String remedy, Throwable cause) {
    return new CaptureException(reason, subject, happened, remedy, cause);
  }
}
