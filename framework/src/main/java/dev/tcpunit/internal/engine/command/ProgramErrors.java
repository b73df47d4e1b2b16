package dev.tcpunit.internal.engine.command;

import dev.tcpunit.capture.CaptureException;
import dev.tcpunit.capture.CaptureException.Reason;
import dev.tcpunit.internal.engine.CaptureErrors;
import dev.tcpunit.internal.engine.LinuxInterfaces;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Says why a capture program did not do its work, in its own words where it has any. */
final class ProgramErrors {
  private static final Pattern FORBIDDEN =
      Pattern.compile("(?i)permission|not permitted|password is required|not allowed");
  private static final Pattern NO_DEVICE =
      Pattern.compile("(?i)no such device|no interface|doesn't exist");
  private static final Pattern DOWN = Pattern.compile("(?i)not up|network is down");
  private static final Pattern LOST = Pattern.compile("(?i)went down|disappeared");
  private static final int NOT_FOUND = 127; // POSIX sh, exit status for commands
  private static final String TRY_IT =
      "Run the program by hand to see what it says, or set " + CommandEngine.COMMAND_PROPERTY;

  private final CaptureCommand command;
  private final CaptureErrors errors;

  ProgramErrors(CaptureCommand command, CaptureErrors errors) {
    this.command = command;
    this.errors = errors;
  }

  CaptureException notStarted(IOException e) {
    return errors.error(Reason.NOT_INSTALLED, e.getMessage(), install(), e);
  }

  private String install() {
    return "Install " + command.program() + ", or set " + CommandEngine.COMMAND_PROPERTY;
  }

  CaptureException interrupted(InterruptedException e) {
    return errors.error(Reason.FAILED, "the start was interrupted", "Start it again", e);
  }

  CaptureException noHeader(long seconds, String said) {
    String happened = command.program() + " wrote no capture header within " + seconds + " s";
    return errors.error(Reason.FAILED, happened + saying(said), TRY_IT, null);
  }

  CaptureException unreadable(String reason, String said) {
    String happened = command.program() + " wrote what is no capture, " + reason;
    return errors.error(Reason.FAILED, happened + saying(said), TRY_IT, null);
  }

  CaptureException ended(int status, String said) {
    String happened = command.program() + " ended with status " + status + saying(said);
    if (status == NOT_FOUND) {
      return errors.error(Reason.NOT_INSTALLED, happened, install(), null);
    }
    if (FORBIDDEN.matcher(said).find()) {
      return errors.notPermitted(happened, null);
    }
    IOException cause = new IOException(happened);
    if (LOST.matcher(said).find()) {
      return errors.interfaceLost(happened, cause);
    }
    if (NO_DEVICE.matcher(said).find() && isHere()) {
      return errors.noSuchInterface(LinuxInterfaces.names(), cause);
    }
    if (DOWN.matcher(said).find()) {
      return errors.interfaceDown(cause);
    }
    return errors.error(Reason.FAILED, happened, TRY_IT, null);
  }

  private boolean isHere() {
    return command.place() != CaptureCommand.Place.BEHIND_SSH;
  }

  Optional<CaptureException> standstill(String interfaceName) {
    return isHere() ? LinuxInterfaces.standstill(interfaceName, errors) : Optional.empty();
  }

  private static String saying(String said) {
    return said.isEmpty() ? "" : ", saying: " + said;
  }
}
