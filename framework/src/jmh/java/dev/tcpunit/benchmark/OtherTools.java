package dev.tcpunit.benchmark;

import dev.tcpunit.capture.CapturedFrame;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What tshark and tcptrace, where they are installed, find sent again in the same packets. A link's
 * near address sends in both views of a connection: as the client in one, as the server in the
 * other. So what it sends is what was sent, seen beside the sender.
 */
final class OtherTools {
  private static final int NANOSECOND_PCAP = 0xA1B23C4D;
  private static final Pattern HOST = Pattern.compile("host \\S+: +(\\S+):\\d+");
  private static final Pattern RESENT =
      Pattern.compile("rexmt data pkts: +(\\d+) +rexmt data pkts: +(\\d+)");

  private static final String RETRANSMISSION =
      "(tcp.analysis.retransmission || tcp.analysis.fast_retransmission"
          + " || tcp.analysis.spurious_retransmission)";
  private static final String OUT_OF_ORDER =
      "(" + RETRANSMISSION + " || tcp.analysis.out_of_order)";

  private final Path file;
  private final DataOutputStream out;
  private final List<Long> lastFrames = new ArrayList<>();
  private final List<Long> counted = new ArrayList<>();
  private long frames;

  OtherTools(Path file) throws IOException {
    this.file = file;
    out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)));
  }

  /** Takes a frame of the upload that is under way. */
  void onFrame(CapturedFrame frame) {
    try {
      if (frames++ == 0) {
        out.writeInt(NANOSECOND_PCAP);
        out.writeInt(2 << 16 | 4);
        out.writeLong(0);
        out.writeInt(1 << 18);
        out.writeInt(frame.linkType());
      }
      out.writeInt((int) (frame.timeNanos() / 1_000_000_000));
      out.writeInt((int) (frame.timeNanos() % 1_000_000_000));
      out.writeInt(frame.capturedLength());
      out.writeInt(frame.originalLength());
      out.write(frame.buffer(), frame.offset(), frame.capturedLength());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The upload is over, and the kernel counted so many resends. */
  void endOfUpload(long resends) {
    lastFrames.add(frames);
    counted.add(resends);
  }

  /** Both tools' figures, each a line. */
  String compare(String... nearAddresses) throws IOException, InterruptedException {
    out.close();
    StringBuilder text = new StringBuilder();
    if (WholeProcess.isInstalled("tshark")) {
      text.append(tshark("retransmission", RETRANSMISSION, nearAddresses));
      text.append(tshark("retransmission or out-of-order", OUT_OF_ORDER, nearAddresses));
    }
    if (WholeProcess.isInstalled("tcptrace")) {
      text.append("tcptrace: %d rexmt data pkts%n".formatted(tcptrace(List.of(nearAddresses))));
    }
    return text.toString();
  }

  private String tshark(String name, String flags, String... near)
      throws IOException, InterruptedException {
    String from = "(ip.src == " + near[0] + " || ipv6.src == " + near[1] + ")";
    long[] found = new long[counted.size()];
    int upload = 0;
    long all = 0;
    for (String line :
        run(
            "tshark",
            "-n",
            "-r",
            file.toString(),
            "-Y",
            from + " && " + flags,
            "-T",
            "fields",
            "-e",
            "frame.number")) {
      while (Long.parseLong(line) > lastFrames.get(upload)) {
        upload++;
      }
      found[upload]++;
      all++;
    }
    int equal = 0;
    for (int i = 0; i < found.length; i++) {
      equal += found[i] == counted.get(i) ? 1 : 0;
    }
    return "tshark, %s: %d, equal to the kernel's in %d of %d uploads%n"
        .formatted(name, all, equal, found.length);
  }

  private long tcptrace(List<String> near) throws IOException, InterruptedException {
    long all = 0;
    boolean fromFirst = true;
    boolean first = true;
    for (String line : run("tcptrace", "-n", "-l", file.toString())) {
      Matcher host = HOST.matcher(line);
      Matcher resent = RESENT.matcher(line);
      if (host.find()) {
        fromFirst = first ? near.contains(host.group(1)) : fromFirst;
        first = !first;
      } else if (resent.find()) {
        all += Long.parseLong(resent.group(fromFirst ? 1 : 2));
      }
    }
    return all;
  }

  private static List<String> run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    List<String> lines = process.inputReader().lines().toList();
    process.waitFor();
    return lines;
  }
}
