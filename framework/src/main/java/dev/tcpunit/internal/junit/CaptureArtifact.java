package dev.tcpunit.internal.junit;

import dev.tcpunit.capture.CaptureStatistics;
import dev.tcpunit.capture.CapturedFrame;
import dev.tcpunit.internal.file.PcapngWriter;
import dev.tcpunit.internal.file.PrivateFiles;
import dev.tcpunit.internal.junit.CaptureSettings.Keep;
import dev.tcpunit.internal.ladder.Rung;
import dev.tcpunit.internal.ladder.Rungs;
import dev.tcpunit.internal.ladder.TextLadder;
import dev.tcpunit.internal.live.CaptureWindow;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Trace;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The capture file that a test leaves: its own frames, numbered as in its trace. */
final class CaptureArtifact {
  private static final String EXTENSION = ".pcapng";
  private static final String LADDER_EXTENSION = ".txt";
  private static final int MOST_LADDERS = 20;
  private static final int MOST_RUNGS = 200;

  private final TestName name;
  private final CaptureSettings settings;
  private final CaptureWindow window;
  private final Path file;
  private Optional<TlsKeys> keys = Optional.empty();

  CaptureArtifact(TestName name, CaptureSettings settings, CaptureWindow window) {
    this.name = name;
    this.settings = settings;
    this.window = window;
    this.file = file(name, settings);
  }

  private static Path file(TestName name, CaptureSettings settings) {
    return name.file(settings.directory(), EXTENSION);
  }

  Path file() {
    return file;
  }

  /** What messages call the capture: where its file lies, if one is left. */
  static String source(TestName name, CaptureSettings settings) {
    return settings.artifacts() == Keep.NEVER
        ? name + " (no file is kept: tcpunit.artifacts=never)"
        : file(name, settings).toString();
  }

  /** Writes all frames of the test, with what was found as comments. */
  void write(LiveTrace live, Trace trace) {
    try (PcapngWriter writer = PcapngWriter.create(file, name.toString())) {
      keys = settings.keyLog().map(keyLog -> TlsKeys.of(trace, keyLog));
      writer.writeTlsKeys(keys.map(TlsKeys::lines).orElse(List.of()));
      FrameWriter frames = new FrameWriter(writer, trace);
      live.replay(frames::write);
      frames.writeStatistics(trace);
      writeLadders(trace);
    } catch (UncheckedIOException e) {
      throw notWritten(e.getCause());
    } catch (IOException e) {
      throw notWritten(e);
    }
  }

  /** What the file has of the key log that the settings name, in words; empty where none is. */
  Optional<String> keys() {
    return keys.map(TlsKeys::words);
  }

  /** What was written is not left behind: a part would be taken for the whole. */
  private UncheckedIOException notWritten(IOException reason) {
    for (Path part : List.of(file, ladderFile())) {
      try {
        Files.deleteIfExists(part);
      } catch (IOException e) {
        reason.addSuppressed(e);
      }
    }
    return new UncheckedIOException(
        "the capture of %s could not be written to %s: %s. Let tcpunit.directory name a folder"
                .formatted(name, file, reason.getMessage())
            + " that has room and can be written, or set tcpunit.artifacts=never.",
        reason);
  }

  /** Writes the ladders of the test's connections, to be read where there is no browser. */
  private void writeLadders(Trace trace) throws IOException {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    trace.connections().stream()
        .limit(MOST_LADDERS)
        .forEach(connection -> writeLadder(connection, out));
    try (Writer ladders = PrivateFiles.replaceText(ladderFile())) {
      ladders.write(text.toString());
    }
  }

  private static void writeLadder(Connection connection, PrintWriter out) {
    List<Rung> rungs = Rungs.around(connection, Set.of(), Set.of(), MOST_RUNGS);
    TextLadder.write(connection, rungs, false, out);
    out.println();
  }

  private Path ladderFile() {
    return name.file(settings.directory(), LADDER_EXTENSION);
  }

  /** Deletes the file of an earlier run, which would be taken for this one's. */
  void deleteStale() {
    try {
      Files.deleteIfExists(file);
      Files.deleteIfExists(ladderFile());
    } catch (IOException e) {
      throw new UncheckedIOException("an earlier run's capture cannot be deleted: " + file, e);
    }
  }

  void publish(ExtensionContext context) {
    PublishedFile.publish(context, "tcpunit.capture", file, "application/octet-stream");
    PublishedFile.publish(context, "tcpunit.ladder", ladderFile(), "text/plain");
  }

  /** Writes frames as they are replayed, with an interface block for each kind of link. */
  private final class FrameWriter {
    private final PcapngWriter writer;
    private final Map<Long, List<String>> comments;
    private final Map<Integer, Integer> interfaces = new HashMap<>();
    private long frames;

    FrameWriter(PcapngWriter writer, Trace trace) {
      this.writer = writer;
      this.comments = FrameComments.of(trace);
    }

    void write(CapturedFrame frame) {
      try {
        frames++;
        writer.write(interfaceOf(frame), frame, comments.getOrDefault(frames, List.of()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private int interfaceOf(CapturedFrame frame) throws IOException {
      Integer known = interfaces.get(frame.linkType());
      if (known == null) {
        known =
            writer.addInterface(
                window.hub().interfaceName(),
                frame.linkType(),
                window.hub().snapLength(),
                window.hub().site());
        interfaces.put(frame.linkType(), known);
      }
      return known;
    }

    void writeStatistics(Trace trace) throws IOException {
      if (interfaces.isEmpty()) {
        return;
      }
      int first = interfaces.values().stream().min(Integer::compare).orElseThrow();
      long dropped = trace.completeness().droppedFrames().orElse(0);
      writer.writeStatistics(first, trace.endNanos(), new CaptureStatistics(frames, dropped));
    }
  }
}
