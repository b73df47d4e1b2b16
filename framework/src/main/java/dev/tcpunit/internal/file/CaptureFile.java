package dev.tcpunit.internal.file;

import dev.tcpunit.capture.FrameHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Reads captures of any known format, plain or compressed: told by their content, never by a name.
 *
 * <p>Each frame is handed on as soon as its last byte has arrived, so a pipe can be followed live.
 * All frames come in one reused {@link dev.tcpunit.capture.CapturedFrame}.
 */
public final class CaptureFile {
  private CaptureFile() {}

  /**
   * Reads a file to its end, or to the first damage.
   *
   * @throws IOException if the file cannot be opened; whatever happens later is a damage
   */
  public static ReadResult read(Path file, FrameHandler handler) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in, handler);
    }
  }

  /** Reads a stream to its end, or to the first damage; closing it is left to the caller. */
  public static ReadResult read(InputStream in, FrameHandler handler) {
    return read(in, handler, site -> {});
  }

  /**
   * Reads a stream to its end, or to the first damage.
   *
   * @param sites told where each interface stands, before its frames
   */
  public static ReadResult read(InputStream in, FrameHandler handler, Consumer<CaptureSite> sites) {
    CaptureReading reading = new CaptureReading(sites);
    try {
      reading.run(in, handler);
      return reading.result(null);
    } catch (DamagedFileException e) {
      return reading.result(e.damage());
    } catch (IOException e) {
      return reading.result(reading.damageOf(e));
    }
  }

  /** Whether a file that starts so is compressed by a program that is known here. */
  public static boolean isPacked(byte[] start) {
    return Compression.of(start) != Compression.NONE;
  }

  /** What a compressed stream holds; its first bytes must be there to be read again. */
  public static InputStream unpack(PushbackInputStream in) throws IOException {
    byte[] start = in.readNBytes(CaptureReading.MAGIC_LENGTH);
    in.unread(start);
    return Compression.of(start).unpack(in);
  }

  /** Whether the first four bytes of a file are those of a capture, plain or compressed. */
  public static boolean isCapture(byte[] start) {
    return Compression.of(start) != Compression.NONE
        || start.length == CaptureReading.MAGIC_LENGTH
            && CaptureFormat.of(Compression.magic(start)) != CaptureFormat.UNKNOWN;
  }
}
