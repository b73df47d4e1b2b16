package dev.tcpunit.internal.fork;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.FileEntry;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/** Tells of one run what happens in it, as it happens. */
final class EventListener implements TestExecutionListener {
  private final EventSender events;
  private final int run;

  EventListener(EventSender events, int run) {
    this.events = events;
    this.run = run;
  }

  @Override
  public void dynamicTestRegistered(TestIdentifier test) {
    send(Frame.Type.REGISTERED, test, new FieldWriter().bytes(serialized(test)));
  }

  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    send(Frame.Type.SKIPPED, test, new FieldWriter().text(reason));
  }

  @Override
  public void executionStarted(TestIdentifier test) {
    FramedOutput.printsFor(run);
    send(Frame.Type.STARTED, test, new FieldWriter());
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    FieldWriter outcome = new FieldWriter();
    outcome.text(result.getStatus().name());
    outcome.flag(result.getThrowable().isPresent());
    result.getThrowable().ifPresent(throwable -> ThrowableWriter.write(outcome, throwable));
    send(Frame.Type.FINISHED, test, outcome);
  }

  @Override
  public void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
    send(
        Frame.Type.ENTRY,
        test,
        new FieldWriter()
            .all(
                entry.getKeyValuePairs().entrySet(),
                (out, pair) -> out.text(pair.getKey()).text(pair.getValue())));
  }

  @Override
  public void fileEntryPublished(TestIdentifier test, FileEntry file) {
    send(
        Frame.Type.FILE,
        test,
        new FieldWriter()
            .text(file.getPath().toAbsolutePath().toString())
            .text(file.getMediaType().orElse(null)));
  }

  private void send(Frame.Type type, TestIdentifier test, FieldWriter body) {
    // The engine itself is started and finished too: nobody waits for it.
    if (test.getParentId().isPresent()) {
      events.send(type, run, new FieldWriter().text(test.getUniqueId()).bytes(body.toBytes()));
    }
  }

  /** JUnit's own form, which both JVMs have of one version. */
  private static byte[] serialized(TestIdentifier test) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(test);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot tell of " + test.getUniqueId(), e);
    }
    return bytes.toByteArray();
  }
}
