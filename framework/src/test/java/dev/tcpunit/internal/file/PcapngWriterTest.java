package dev.tcpunit.internal.file;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tcpunit.Requires;
import dev.tcpunit.capture.CaptureStatistics;
import dev.tcpunit.capture.CapturedFrame;
import dev.tcpunit.capture.LinkTypes;
import dev.tcpunit.net.ChecksumStatus;
import dev.tcpunit.net.Endpoint;
import dev.tcpunit.net.LinkAddresses;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PcapngWriterTest {
  private static final long TIME = 1_700_000_000_123_456_789L;

  /** What Wireshark's tools say of their user, not of the file. */
  private static final String ROOT_NOTICE = "Running as user";

  /** An Ethernet frame with the SYN of 127.0.0.1:35648 > 127.0.0.1:8081. */
  private static final byte[] SYN =
      HexFormat.of()
          .parseHex(
              "000000000000000000000000080045000028000040004006"
                  + "3cce7f0000017f0000018b401f910000000100000000500220000000"
                  + "0000");

  @TempDir Path folder;

  @Test
  void should_read_back_what_was_written() throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    writeCapture(file);
    ReadFrames read = ReadFrames.of(file.toByteArray());
    String syn = HexFormat.of().formatHex(SYN);
    assertThat(read.frames)
        .containsExactly(
            "1700000000123456789 link 1 54/54 " + syn + " OFFLOADED",
            "1700000000123456790 link 101 1/1500 45 VALID",
            "1700000000123456791 link 1 0/60  UNKNOWN");
    assertThat(read.result.complete()).isTrue();
    assertThat(read.result.comment()).contains("UploadTest.uploads_größer");
    assertThat(read.result.droppedFrames()).hasValue(7);
    assertThat(read.result.endNanos()).hasValue(TIME + 3);
  }

  @Test
  void should_cut_a_comment_that_no_option_holds_between_two_characters() throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    new PcapngWriter(file, "a" + "ö".repeat(40_000)).close();
    ReadResult result = ReadFrames.of(file.toByteArray()).result;
    assertThat(result.complete()).isTrue();
    assertThat(result.comment()).contains("a" + "ö".repeat(32_767));
  }

  @Test
  void should_refuse_packets_of_an_interface_that_was_not_added() throws IOException {
    try (PcapngWriter writer = new PcapngWriter(new ByteArrayOutputStream(), "test")) {
      assertThatThrownBy(() -> writer.write(0, new CapturedFrame()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("interface 0 was not added; there are 0");
    }
  }

  @Test
  void should_make_the_folders_of_the_file() throws IOException {
    Path file = folder.resolve("a/b/test.pcapng");
    PcapngWriter.create(file, "test").close();
    assertThat(CaptureFile.read(file, frame -> {}).comment()).contains("test");
  }

  @Test
  void should_tell_where_the_interface_stands() throws IOException {
    LinkAddresses link = LinkAddresses.parse("192.0.2.1,192.0.2.2");
    List<CaptureSite> sites =
        List.of(
            CaptureSite.LOOPBACK,
            CaptureSite.on(link),
            CaptureSite.UNKNOWN,
            CaptureSite.behindWall(
                Set.of(
                    Endpoint.of(InetAddress.getByName("127.0.0.1"), 5432),
                    Endpoint.of(InetAddress.getByName("::1"), 5432),
                    Endpoint.of(InetAddress.getByName("127.65.0.1"), 0))));
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (PcapngWriter writer = new PcapngWriter(file, "test")) {
      for (CaptureSite site : sites) {
        writer.addInterface("v0", LinkTypes.ETHERNET, 0, site);
      }
    }
    List<CaptureSite> read = new ArrayList<>();
    CaptureFile.read(new ByteArrayInputStream(file.toByteArray()), frame -> {}, read::add);
    assertThat(read).isEqualTo(sites);
  }

  @Test
  void should_satisfy_tshark() throws Exception {
    Requires.tool("tshark");
    Path file = folder.resolve("test.pcapng");
    writeCapture(Files.newOutputStream(file));
    String output =
        run(
            "tshark",
            "-n",
            "-r",
            file.toString(),
            "-T",
            "fields",
            "-E",
            "separator=|",
            "-e",
            "frame.time_epoch",
            "-e",
            "frame.len",
            "-e",
            "frame.cap_len",
            "-e",
            "frame.interface_name",
            "-e",
            "frame.comment",
            "-e",
            "tcp.dstport");
    assertThat(output)
        .isEqualTo(
            """
            1700000000.123456789|54|54|lo|SYN sent again,after 1.0 s|8081
            1700000000.123456790|1500|1|tun0||
            1700000000.123456791|60|0|lo||
            """);
  }

  @Test
  void should_satisfy_capinfos() throws Exception {
    Requires.tool("capinfos");
    Path file = folder.resolve("test.pcapng");
    writeCapture(Files.newOutputStream(file));
    assertThat(run("capinfos", file.toString()))
        .contains(
            "pcapng",
            "nanoseconds (9)",
            "UploadTest.uploads_größer",
            "TcpUnit",
            "Name = lo",
            "Name = tun0",
            "Number of stat entries = 1",
            "Number of packets = 2")
        .doesNotContain("capinfos:");
  }

  private static void writeCapture(OutputStream out) throws IOException {
    CapturedFrame frame = new CapturedFrame();
    try (PcapngWriter writer = new PcapngWriter(out, "UploadTest.uploads_größer")) {
      int lo = writer.addInterface("lo", LinkTypes.ETHERNET, 262_144);
      int tun = writer.addInterface("tun0", LinkTypes.RAW, 256);
      frame.wrap(SYN, 0, SYN.length, SYN.length).stamp(TIME, 1, ChecksumStatus.OFFLOADED);
      writer.write(lo, frame, List.of("SYN sent again", "after 1.0 s"));
      frame.wrap(new byte[] {0, 0x45}, 1, 1, 1500).stamp(TIME + 1, 101, ChecksumStatus.VALID);
      writer.write(tun, frame);
      frame.wrap(SYN, 0, 0, 60).stamp(TIME + 2, 1, ChecksumStatus.UNKNOWN);
      writer.write(lo, frame);
      writer.writeStatistics(lo, TIME + 3, new CaptureStatistics(2, 7));
      writer.writeStatistics(tun, TIME + 3, new CaptureStatistics(1, 0));
    }
  }

  private static String run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    return output.lines().filter(l -> !l.startsWith(ROOT_NOTICE)).collect(joining("\n", "", "\n"));
  }
}
