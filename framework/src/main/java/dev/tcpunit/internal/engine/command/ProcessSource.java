package dev.tcpunit.internal.engine.command;

import dev.tcpunit.capture.CaptureException;
import dev.tcpunit.capture.CaptureRequest;
import dev.tcpunit.capture.CapturedFrame;
import dev.tcpunit.internal.engine.CaptureErrors;
import dev.tcpunit.internal.engine.FrameSource;
import dev.tcpunit.internal.file.CaptureFile;
import dev.tcpunit.internal.file.FileDamage;
import dev.tcpunit.internal.file.ReadResult;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The frames that a program writes to its standard output. */
final class ProcessSource implements FrameSource {
  private static final long START_SECONDS = 10;
  private static final long END_MILLIS = 2000;
  private static final long ANSWER_MILLIS = 200;

  private final CaptureCommand command;
  private final CaptureRequest request;
  private final ProgramErrors errors;
  private final Process process;
  private final HeaderWatch output;
  private final ErrorOutput errorOutput;
  private volatile CaptureException ending;
  private volatile boolean framesCame;
  private volatile boolean stopped;

  private ProcessSource(
      CaptureCommand command, CaptureRequest request, ProgramErrors errors, Process process) {
    this.command = command;
    this.request = request;
    this.errors = errors;
    this.process = process;
    this.output = new HeaderWatch(process.getInputStream());
    this.errorOutput = new ErrorOutput(process.getErrorStream(), command.program());
  }

  static ProcessSource open(CaptureCommand command, CaptureRequest request, CaptureErrors errors)
      throws CaptureException {
    ProgramErrors programErrors = new ProgramErrors(command, errors);
    try {
      Process process = new ProcessBuilder(command.commandLine(request)).start();
      return new ProcessSource(command, request, programErrors, process);
    } catch (IOException e) {
      throw programErrors.notStarted(e);
    }
  }

  /** Waits until the program captures, which its having written the header shows. */
  void awaitHeader() throws CaptureException {
    try {
      if (!output.awaitHeader(START_SECONDS)) {
        throw ending == null ? errors.noHeader(START_SECONDS, errorOutput.text()) : ending;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw errors.interrupted(e);
    }
  }

  @Override
  public void deliverTo(Sink sink) throws CaptureException {
    try {
      ReadResult result =
          CaptureFile.read(
              output,
              frame -> {
                framesCame = true;
                if (!DetourFrames.is(frame) && !sink.accept(cut(frame))) {
                  throw new Enough();
                }
              });
      if (!stopped) {
        ending = outOfOrder(result.damage());
        throw ending;
      }
    } catch (Enough ignored) {
      // The sink wants no more.
    } finally {
      output.end();
    }
  }

  private CapturedFrame cut(CapturedFrame frame) {
    int length = Math.min(frame.capturedLength(), request.snapLength());
    return frame.wrap(frame.buffer(), frame.offset(), length, frame.originalLength());
  }

  /**
   * The failure of a program that ended by itself, or that wrote something other than a capture.
   */
  private CaptureException outOfOrder(Optional<FileDamage> damage) {
    if (endsSoon()) {
      return errors.ended(process.exitValue(), lastWords());
    }
    String reason = damage.map(FileDamage::toString).orElse("it ended its output");
    return errors.unreadable(reason, errorOutput.text());
  }

  private String lastWords() {
    errorOutput.awaitEnd(END_MILLIS);
    return errorOutput.text();
  }

  private boolean endsSoon() {
    try {
      return process.waitFor(ANSWER_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void stop() {
    stopped = true;
    try {
      process.getOutputStream().close(); // the guard ends the program
    } catch (IOException ignored) {
      // It has ended already.
    }
  }

  @Override
  public Optional<CaptureException> standstill() {
    return errors.standstill(request.interfaceName());
  }

  @Override
  public long dropped() {
    if (stopped) {
      errorOutput.awaitEnd(END_MILLIS);
    } else if (command.answersSignals() && framesCame) {
      askForCounters();
    }
    return errorOutput.dropped();
  }

  /**
   * Has the program write its drop counter; called after the first frame, because a program that is
   * still starting may be ended by the signal.
   */
  private void askForCounters() {
    long before = errorOutput.answers();
    try {
      process.getOutputStream().write('\n');
      process.getOutputStream().flush();
      errorOutput.awaitAnswer(before, ANSWER_MILLIS);
    } catch (IOException ignored) {
      // It has just ended; what it said last counts.
    }
  }

  @Override
  public void close() {
    stop();
    try {
      output.close();
      if (!process.waitFor(END_MILLIS, TimeUnit.MILLISECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    } catch (IOException ignored) {
      // Nothing is read from it any more.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }

  /** Thrown through the reader when no further frame is wanted. */
  private static final class Enough extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Enough() {
      super(null, null, false, false);
    }
  }
}
