package dev.tcpunit.internal.live;

import dev.tcpunit.capture.CaptureException;
import dev.tcpunit.capture.CaptureRequest;
import dev.tcpunit.capture.CaptureStatistics;
import dev.tcpunit.capture.CapturedFrame;
import dev.tcpunit.internal.engine.Engines;
import dev.tcpunit.internal.file.CaptureSite;
import dev.tcpunit.internal.file.PcapngWriter;
import dev.tcpunit.internal.wire.DecodedSegment;
import dev.tcpunit.internal.wire.FrameDecoder;
import dev.tcpunit.internal.wire.FrameOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;

/**
 * A running capture of TCP to a file, within this JVM: nothing of it outlives the JVM, and what was
 * captured until then is in the file.
 */
public final class FileCapture implements AutoCloseable {
  private final FileCaptureRequest request;
  private final FrameDecoder decoder = new FrameDecoder(false);
  private final DecodedSegment segment = new DecodedSegment();
  private final FrameStore notStored = new FrameStore();
  private final CapturedFrame cut = new CapturedFrame();
  private final Map<Integer, Integer> interfaceOfLink = new HashMap<>();
  private final MarkerExchange markers;
  private final CaptureSite site;
  private final PcapngWriter writer;
  private final Thread onExit = new Thread(this::closeQuietly, "tcpunit-capture-exit");
  private Engines.Started started;
  private long written;
  private long watchedUntil;
  private IOException failure;
  private boolean closed;

  private FileCapture(FileCaptureRequest request) throws CaptureException, IOException {
    this.request = request;
    this.markers = new MarkerExchange(request.interfaceName());
    this.site = CaptureSites.of(request.interfaceName());
    this.writer = PcapngWriter.create(request.file(), "captured on " + request.interfaceName());
  }

  /**
   * What a finished capture holds.
   *
   * @param engine the engine that captured
   * @param frames how many are in the file
   * @param dropped how many the capture lost
   */
  public record Summary(String engine, long frames, long dropped) {}

  /**
   * Starts a capture; what is sent after this method has returned is in the file.
   *
   * @throws CaptureException if no engine can capture; nothing is left behind then
   * @throws IOException if the file cannot be written
   */
  public static FileCapture start(FileCaptureRequest request)
      throws CaptureException, IOException, InterruptedException {
    FileCapture capture = new FileCapture(request);
    try {
      capture.begin();
      return capture;
    } catch (CaptureException | InterruptedException | RuntimeException e) {
      capture.closeQuietly();
      Files.delete(request.file());
      throw e;
    }
  }

  private void begin() throws CaptureException, InterruptedException {
    CaptureRequest wanted =
        new CaptureRequest(
            request.interfaceName(), request.payload().snapLength(), request.bufferBytes());
    started = Engines.installed().start(request.engine(), wanted, this::onFrame);
    drain();
    Runtime.getRuntime().addShutdownHook(onExit);
  }

  private void drain() throws CaptureException, InterruptedException {
    String subject = started.engine() + " on " + request.interfaceName();
    watchedUntil = markers.mark(started.capture(), subject).timeNanos();
  }

  /** Takes a frame, on the engine's own thread. */
  private void onFrame(CapturedFrame frame) {
    FrameOutcome outcome = decoder.decode(frame, segment);
    if (outcome == FrameOutcome.NOT_TCP) {
      markers.onFrame(frame, notStored);
    } else if (isWanted(outcome)) {
      write(frame, outcome);
    }
  }

  private boolean isWanted(FrameOutcome outcome) {
    // A frame that is no whole segment, such as an IP fragment, may be part of a wanted one.
    return request.ports().isEmpty()
        || outcome != FrameOutcome.TCP && outcome != FrameOutcome.ICMP_ERROR
        || request.ports().contains(segment.sourcePort)
        || request.ports().contains(segment.destinationPort);
  }

  private void write(CapturedFrame frame, FrameOutcome outcome) {
    if (failure != null) {
      return;
    }
    int length =
        request.payload() == PayloadMode.FULL
            ? frame.capturedLength()
            : HeaderLength.of(frame, outcome, segment);
    cut.wrap(frame.buffer(), frame.offset(), length, frame.originalLength())
        .stamp(frame.timeNanos(), frame.linkType(), frame.checksumStatus());
    synchronized (writer) {
      try {
        writer.write(interfaceOf(frame), cut);
        written++;
      } catch (IOException e) {
        failure = e;
      }
    }
  }

  /**
   * Puts into the file all that was sent before this call, and how many frames were lost until now;
   * the capture goes on.
   *
   * @throws CaptureException if the capture has ended by itself
   * @throws IOException if something could not be written
   */
  public void flush() throws CaptureException, IOException, InterruptedException {
    drain();
    synchronized (writer) {
      writeStatistics();
      writer.flush();
    }
  }

  /**
   * Puts into the file what was captured until now; what is on its way is not waited for.
   *
   * @return how long the file is then, which ends with a whole frame
   */
  public long handOn() throws IOException {
    synchronized (writer) {
      writer.flush();
      return Files.size(request.file());
    }
  }

  private int interfaceOf(CapturedFrame frame) throws IOException {
    Integer known = interfaceOfLink.get(frame.linkType());
    if (known == null) {
      int snapLength = request.payload().snapLength();
      known = writer.addInterface(request.interfaceName(), frame.linkType(), snapLength, site);
      interfaceOfLink.put(frame.linkType(), known);
    }
    return known;
  }

  /**
   * Ends the capture; all that was sent before is in the file.
   *
   * @throws CaptureException if the capture had ended by itself
   * @throws IOException if something could not be written
   */
  public Summary stop() throws CaptureException, IOException, InterruptedException {
    try {
      drain();
    } finally {
      close();
    }
    CaptureStatistics statistics = started.capture().statistics();
    return new Summary(started.engine(), written, statistics.dropped());
  }

  @Override
  public synchronized void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    markers.close();
    if (started != null) {
      started.capture().close();
      writeStatistics();
    }
    writer.close();
    forgetExit();
    if (failure != null) {
      throw new IOException("cannot write " + request.file(), failure);
    }
  }

  private void writeStatistics() throws IOException {
    if (written > 0) {
      long dropped = started.capture().statistics().dropped();
      writer.writeStatistics(0, watchedUntil, new CaptureStatistics(written, dropped));
    }
  }

  private void forgetExit() {
    if (Thread.currentThread() != onExit) {
      try {
        Runtime.getRuntime().removeShutdownHook(onExit);
      } catch (IllegalStateException ignored) {
        // The JVM is ending already, and the hook finds the capture closed.
      }
    }
  }

  private void closeQuietly() {
    try {
      close();
    } catch (IOException ignored) {
      // The JVM ends, or a worse error is about to be thrown.
    }
  }
}
