package dev.tcpunit.internal.engine;

import dev.tcpunit.capture.CaptureException;
import dev.tcpunit.capture.CaptureRequest;
import dev.tcpunit.capture.CapturedFrame;
import dev.tcpunit.capture.LinkTypes;
import dev.tcpunit.internal.engine.afpacket.AfPacketEngine;
import dev.tcpunit.internal.file.PcapngWriter;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A capture program that is there on every machine: this project's own engine in a JVM of its own,
 * writing pcapng to standard output.
 */
final class CaptureRelay {
  private final PcapngWriter writer;
  private final int capturedInterface;

  private CaptureRelay(CaptureRequest request) throws IOException {
    writer = new PcapngWriter(System.out, "a relayed capture");
    capturedInterface =
        writer.addInterface(request.interfaceName(), LinkTypes.ETHERNET, request.snapLength());
  }

  /** A setting of the engine that starts it. */
  static String commandLine() {
    return "'%s' -cp '%s' %s {interface} {snaplen} {bufferKiB}"
        .formatted(
            System.getProperty("java.home") + "/bin/java",
            System.getProperty("java.class.path"),
            CaptureRelay.class.getName());
  }

  public static void main(String[] arguments) throws Exception {
    CaptureRequest request =
        new CaptureRequest(
            arguments[0], Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]) << 10);
    CaptureRelay relay = new CaptureRelay(request);
    try {
      new AfPacketEngine().start(request, relay::write);
      relay.writer.flush();
      Thread.currentThread().join();
    } catch (CaptureException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  private void write(CapturedFrame frame) {
    try {
      writer.write(capturedInterface, frame);
      writer.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
