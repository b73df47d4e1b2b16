package dev.tcpunit.maven;

import dev.tcpunit.internal.live.FileCapture;
import java.nio.file.Path;
import java.util.Map;
import org.apache.maven.plugin.MojoFailureException;

/** Hands the running capture of a module from {@code start} to {@code stop}. */
final class CaptureInProgress {
  private static final String KEY = CaptureInProgress.class.getName();

  private final Map<Object, Object> context;

  /**
   * Looks into what Maven keeps for this plugin in this module.
   *
   * @param context as Maven declares it, without types
   */
  @SuppressWarnings("unchecked")
  CaptureInProgress(@SuppressWarnings("rawtypes") Map context) {
    this.context = context;
  }

  /** A capture and the file that it writes. */
  record Running(FileCapture capture, Path file) {}

  void refuseAnother() throws MojoFailureException {
    if (context.get(KEY) instanceof Running running) {
      throw new MojoFailureException(
          "tcpunit:start was called again before tcpunit:stop: it still captures to "
              + running.file());
    }
  }

  void begin(FileCapture capture, Path file) {
    context.put(KEY, new Running(capture, file));
  }

  Running end() throws MojoFailureException {
    if (context.remove(KEY) instanceof Running running) {
      return running;
    }
    throw new MojoFailureException(
        "tcpunit:stop found no capture: tcpunit:start was not called before it in this module and"
            + " this run of Maven. Bind start to pre-integration-test and stop to"
            + " post-integration-test, and run mvn verify.");
  }
}
