package dev.tcpunit.internal.engine.command;

import dev.tcpunit.capture.CaptureEngine;
import dev.tcpunit.capture.CaptureException;
import dev.tcpunit.capture.CaptureException.Reason;
import dev.tcpunit.capture.CaptureRequest;
import dev.tcpunit.capture.FrameHandler;
import dev.tcpunit.capture.LiveCapture;
import dev.tcpunit.internal.engine.CaptureErrors;
import dev.tcpunit.internal.engine.RunningCapture;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The engine of capture programs. The setting {@code tcpunit.command} says which: {@code tcpdump},
 * {@code dumpcap}, {@code sudo} (tcpdump as root, if that takes no password), {@code ssh:host}
 * (tcpdump there), or a command line with {@code {interface}}, {@code {snaplen}} and {@code
 * {bufferKiB}} in it. Without the setting the first three are tried in this order.
 *
 * <p>Drops: tcpdump tells them when asked, on loopback twice, as it counts the outgoing copies too;
 * dumpcap only at its end. A command of the user's own must end when its standard input does, or be
 * one that this user may kill.
 */
public final class CommandEngine implements CaptureEngine {
  /** The setting that names the program. */
  public static final String COMMAND_PROPERTY = "tcpunit.command";

  private static final String NAME = "command";
  private static final int ORDER = 300;

  private final String fixedSetting;

  /** For the service loader: the setting is read when a capture starts. */
  public CommandEngine() {
    this(null);
  }

  /** An engine of one program, whatever the setting says. */
  public CommandEngine(String setting) {
    this.fixedSetting = setting;
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
    errors.checkSnapLength();
    String setting = fixedSetting == null ? System.getProperty(COMMAND_PROPERTY) : fixedSetting;
    if (setting != null) {
      return start(CaptureCommand.named(setting, errors), request, handler, errors);
    }
    List<CaptureException> failures = new ArrayList<>();
    for (CaptureCommand command : CaptureCommand.installed()) {
      try {
        return start(command, request, handler, errors);
      } catch (CaptureException e) {
        failures.add(e);
      }
    }
    throw noneWorks(failures, errors);
  }

  private static LiveCapture start(
      CaptureCommand command, CaptureRequest request, FrameHandler handler, CaptureErrors errors)
      throws CaptureException {
    ProcessSource source = ProcessSource.open(command, request, errors);
    LiveCapture capture =
        RunningCapture.start(CaptureErrors.subject(NAME, request), source, handler);
    try {
      source.awaitHeader();
      return capture;
    } catch (CaptureException e) {
      capture.close();
      throw e;
    }
  }

  private static CaptureException noneWorks(List<CaptureException> failures, CaptureErrors errors) {
    if (failures.isEmpty()) {
      return errors.error(
          Reason.NOT_INSTALLED,
          "neither tcpdump nor dumpcap nor sudo is on the PATH",
          "Install tcpdump, or set " + COMMAND_PROPERTY + " to a program that writes pcap",
          null);
    }
    String happened =
        failures.stream().map(CaptureException::happened).collect(Collectors.joining("; "));
    CaptureException first = failures.get(0);
    return errors.error(first.reason(), happened, first.remedy(), first);
  }
}
