package dev.tcpunit.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.Requires;
import dev.tcpunit.ShortLivedJvm;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Captured tests on a machine that refuses something, each in a JVM and with a file system of its
 * own. They take seconds each, so {@code .ci/run all} runs them and the usual build does not.
 */
@Timeout(120)
class Ordeals {
  private static final String AS_USUAL = "passes(TcpCapture) SUCCESSFUL";
  private static final String GOES_ON = "goes_on(TcpCapture) SUCCESSFUL";
  private static final String AS_IT_IS = "exec \"$@\"";
  private static final String LEFT_BEHIND = "left behind: ";

  @TempDir Path folder;
  private final List<String> options = new ArrayList<>();
  private Path disk;

  @BeforeEach
  void makeFolders() throws IOException {
    Requires.sandbox();
    disk = Files.createDirectory(folder.resolve("disk"));
  }

  /** Runs a class in another JVM, started by a shell's {@code "$@"}; $0 is the disk's folder. */
  private String run(Class<?> test, String script) throws Exception {
    List<String> command = new ArrayList<>(List.of("unshare", "-m", "sh", "-c", script));
    command.add(disk.toString());
    command.addAll(ShortLivedJvm.command());
    command.addAll(options);
    command.addAll(List.of("-cp", absoluteClassPath()));
    command.addAll(List.of(OrdealRun.class.getName(), test.getName()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.directory(disk.toFile());
    Process process = builder.start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static String absoluteClassPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** A disk with these mount options; at the end of the run all files on it are listed. */
  private static String onDisk(String mountOptions) {
    return "mount -t tmpfs -o "
        + mountOptions
        + " none \"$0\" && cd \"$0\" && \"$@\"; find \"$0\" -name 'fails.*' -o -name 'passes.*' |"
        + " sed 's/^/"
        + LEFT_BEHIND
        + "/'";
  }

  @Test
  void should_keep_the_verdict_where_the_disk_is_full() throws Exception {
    options.add("-Dtcpunit.directory=" + disk.resolve("tcpunit"));
    assertThat(run(OrdealRun.Uploads.class, onDisk("size=4k")))
        .contains(AS_USUAL, "fails(TcpCapture) FAILED meant")
        .contains("the capture of " + name("fails") + " could not be written to " + disk)
        .contains("No space left on device. Let tcpunit.directory name a folder that has room")
        .doesNotContain(LEFT_BEHIND);
  }

  @Test
  void should_keep_the_verdict_where_nothing_can_be_written() throws Exception {
    options.add("-Dtcpunit.directory=" + disk.resolve("tcpunit"));
    assertThat(run(OrdealRun.Uploads.class, onDisk("ro")))
        .contains(AS_USUAL, "fails(TcpCapture) FAILED meant")
        .contains("Read-only file system. Let tcpunit.directory name a folder")
        .doesNotContain(LEFT_BEHIND);
  }

  private static String name(String test) {
    return OrdealRun.Uploads.class.getName().replace('$', '.') + "." + test;
  }

  @Test
  void should_say_that_JNA_needs_a_folder_from_which_it_may_load() throws Exception {
    options.add("-Djna.tmpdir=" + disk);
    String noPrograms = Files.createDirectory(folder.resolve("no programs")).toString();
    String script = onDisk("noexec").replace("\"$@\"", "PATH='" + noPrograms + "' \"$@\"");
    assertThat(run(OrdealRun.Uploads.class, script))
        .contains("cannot capture for " + name("passes"))
        .contains("pcap4j on lo: JNA could not load its native part (")
        .contains("afpacket on lo: JNA could not load its native part (")
        .contains("let -Djna.tmpdir name one that can be written and is not mounted noexec")
        .doesNotContain(AS_USUAL, "apt-get install libpcap", "NoClassDefFoundError");
  }

  @Test
  void should_fork_where_nothing_may_run_from_the_temporary_folder() throws Exception {
    options.addAll(List.of("-Dtcpunit.fork=always", "-Djava.io.tmpdir=" + disk));
    options.add("-Djna.tmpdir=" + Files.createDirectory(folder.resolve("jna")));
    options.addAll(List.of("-Dtcpunit.artifacts=never", "-Dtcpunit.html=never"));
    String script = onDisk("noexec") + "; find \"$0\" -mindepth 1 | sed 's/^/" + LEFT_BEHIND + "/'";
    assertThat(run(OrdealRun.Uploads.class, script))
        .contains(AS_USUAL, "fails(TcpCapture) FAILED meant")
        .doesNotContain(LEFT_BEHIND);
  }

  @Test
  void should_say_that_no_descriptors_are_left() throws Exception {
    String script = "ulimit -n 300; exec \"$@\"";
    assertThat(run(OrdealRun.Starved.class, script))
        .contains("socket(AF_PACKET): Too many open files (EMFILE). Have the tests close the")
        .doesNotContain("starts_a_capture() SUCCESSFUL");
  }

  @Test
  void should_work_without_a_home_in_a_folder_with_any_name() throws Exception {
    disk = Files.createDirectory(folder.resolve("it's \"a\" fol der; $x [ü]"));
    options.add("-Duser.home=/proc/nowhere");
    String script = "unset HOME XDG_CACHE_HOME; exec \"$@\"";
    assertThat(run(OrdealRun.Uploads.class, script))
        .contains(AS_USUAL, "fails(TcpCapture) FAILED meant");
    String ofClass = OrdealRun.Uploads.class.getName().replace('$', '.');
    assertThat(disk.resolve("tcpunit").resolve(ofClass).resolve("fails.pcapng")).isNotEmptyFile();
  }

  @Test
  void should_tell_nothing_of_the_environment_and_of_system_properties() throws Exception {
    options.addAll(List.of("-Dmy.password=canary-of-a-property", "-Dtcpunit.artifacts=always"));
    options.addAll(List.of("-Dtcpunit.html=always", "-Dtcpunit.report=all"));
    String output =
        run(OrdealRun.Uploads.class, "MY_PASSWORD=canary-of-the-environment exec \"$@\"");
    assertThat(output)
        .contains(AS_USUAL, "fails(TcpCapture) FAILED meant")
        .doesNotContain("canary");
    try (Stream<Path> left = Files.walk(disk)) {
      assertThat(left.filter(Files::isRegularFile))
          .hasSizeGreaterThan(8)
          .allSatisfy(
              file ->
                  assertThat(file)
                      .content(StandardCharsets.ISO_8859_1)
                      .doesNotContain("canary-of"));
    }
  }

  @Test
  void should_say_that_a_capture_program_is_stopped_and_leave_none_behind() throws Exception {
    Requires.tool("tcpdump");
    options.addAll(List.of("-Dtcpunit.engine=command", "-Dtcpunit.command=tcpdump"));
    String output = run(OrdealRun.StopsItsCapture.class, AS_IT_IS);
    assertThat(output)
        .contains("none of 25 marker datagrams sent in 5 s was captured")
        .contains("a capture program that somebody has stopped")
        .doesNotContain("stops_it(TcpCapture) SUCCESSFUL");
    String stopped = OrdealRun.StopsItsCapture.STOPPED;
    long program =
        output
            .lines()
            .filter(line -> line.startsWith(stopped))
            .mapToLong(line -> Long.parseLong(line.substring(stopped.length())))
            .findFirst()
            .orElseThrow();
    var left = ProcessHandle.of(program);
    if (left.isPresent()) {
      left.get().onExit().get(20, TimeUnit.SECONDS);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"pcap4j", "afpacket"})
  void should_judge_an_upload_in_which_the_JVM_was_stopped(String engine) throws Exception {
    options.add("-Dtcpunit.engine=" + engine);
    assertThat(run(Interruptions.OfTheJvm.class, AS_IT_IS)).contains(GOES_ON);
  }

  @Test
  void should_judge_an_upload_in_which_the_capture_program_was_stopped() throws Exception {
    Requires.tool("tcpdump");
    options.addAll(List.of("-Dtcpunit.engine=command", "-Dtcpunit.command=tcpdump"));
    assertThat(run(Interruptions.OfTheCapture.class, AS_IT_IS)).contains(GOES_ON);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pcap4j", "afpacket"})
  void should_not_tell_where_the_kernel_had_no_room_for_frames(String engine) throws Exception {
    options.addAll(List.of("-Dtcpunit.engine=" + engine, "-Dtcpunit.bufferSize=2"));
    assertThat(run(Interruptions.Overrun.class, AS_IT_IS))
        .contains("misses_segments(TcpCapture) FAILED")
        .containsPattern("cannot be told: the capture dropped \\d+ frames \\(tcpunit.bufferSize")
        .doesNotContain("was sent again", "carried bytes already sent");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pcap4j", "afpacket", "command"})
  void should_say_that_the_interface_was_removed(String engine) throws Exception {
    String device = Interruptions.OfTheInterface.NAME;
    options.addAll(List.of("-Dtcpunit.engine=" + engine, "-Dtcpunit.command=tcpdump"));
    options.add("-Dtcpunit.interface=" + device);
    String script =
        inOwnNetwork(
            "ip link add %1$s type veth peer name v1 && ip link set v1 up && ip link set %1$s up"
                .formatted(device));
    assertThat(run(Interruptions.OfTheInterface.class, script))
        .contains("goes_on(TcpCapture) FAILED the capture of ")
        .contains("the interface v0 went down or was removed")
        .contains("Keep it up until the capture is closed");
  }

  /** A capture that does not notice has missed nothing: without its device nothing is sent. */
  @ParameterizedTest
  @ValueSource(strings = {"pcap4j", "afpacket", "command"})
  void should_judge_or_say_that_the_loopback_went_down(String engine) throws Exception {
    options.addAll(List.of("-Dtcpunit.engine=" + engine, "-Dtcpunit.command=tcpdump"));
    String output = run(Interruptions.OfTheLoopback.class, inOwnNetwork("true"));
    if (!output.contains(GOES_ON)) {
      assertThat(output)
          .contains("goes_on(TcpCapture) FAILED the capture of ")
          .contains("the interface lo went down or was removed");
    }
  }

  private static String inOwnNetwork(String preparation) {
    String inside = "ip link set lo up && " + preparation + " && exec \"$@\"";
    return "exec unshare -n sh -c '" + inside + "' sh \"$@\"";
  }
}
