package dev.tcpunit.internal.file;

import dev.tcpunit.capture.CapturedFrame;
import dev.tcpunit.capture.FrameHandler;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Keeps each frame as text, such as {@code 1500000000 link 1 2/60 0102 UNKNOWN}. */
final class ReadFrames implements FrameHandler {
  final List<String> frames = new ArrayList<>();
  ReadResult result;

  static ReadFrames of(byte[] file) {
    return of(new ByteArrayInputStream(file));
  }

  static ReadFrames of(InputStream in) {
    ReadFrames frames = new ReadFrames();
    frames.result = CaptureFile.read(in, frames);
    return frames;
  }

  @Override
  public void onFrame(CapturedFrame frame) {
    int end = frame.offset() + frame.capturedLength();
    byte[] bytes = Arrays.copyOfRange(frame.buffer(), frame.offset(), end);
    frames.add(
        String.format(
            "%d link %d %d/%d %s %s",
            frame.timeNanos(),
            frame.linkType(),
            frame.capturedLength(),
            frame.originalLength(),
            HexFormat.of().formatHex(bytes),
            frame.checksumStatus()));
  }
}
