package dev.tcpunit.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tcpunit.capture.CaptureEngine;
import dev.tcpunit.capture.CaptureException;
import dev.tcpunit.capture.CaptureException.Reason;
import dev.tcpunit.capture.CaptureRequest;
import dev.tcpunit.capture.LiveCapture;
import dev.tcpunit.internal.engine.command.CommandEngine;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Captures by programs that every machine has, and how the engine deals with bad ones. */
@SuppressWarnings("try") // a capture runs while it is open
class CommandEngineTest {
  private static final CaptureRequest ON_LOOPBACK = CaptureRequest.headersOn("lo");
  private static final String ADVICE =
      ". Run the program by hand to see what it says, or set tcpunit.command";

  /** The header of an empty pcap file, for printf. */
  private static final String PCAP_HEADER =
      "\\324\\303\\262\\241\\002\\000\\004\\000\\000\\000\\000\\000\\000\\000\\000\\000"
          + "\\000\\000\\004\\000\\001\\000\\000\\000";

  private static final String WRITES_A_HEADER_AND_WAITS =
      "sh -c \"printf '" + PCAP_HEADER + "'; exec sleep 1000\"";

  private final CapturedFrames frames = new CapturedFrames();

  private static CaptureException refusal(String setting) {
    CaptureEngine engine = new CommandEngine(setting);
    return catchThrowableOfType(
        CaptureException.class, () -> engine.start(ON_LOOPBACK, frame -> {}).close());
  }

  @Test
  void should_capture_by_any_program_that_writes_a_capture() throws Exception {
    PrivateNetwork.run(
        () -> {
          CaptureEngine engine = new CommandEngine(CaptureRelay.commandLine());
          try (LiveCapture capture = engine.start(ON_LOOPBACK, frames);
              Datagrams datagrams = new Datagrams()) {
            frames.drainRepeatedly(datagrams);
            TcpTraffic.uploads("127.0.0.1", 2, 100_000);
            datagrams.send("the last");
            frames.await(frame -> frame.endsWith("the last"));

            assertThat(frames.all()).anyMatch(TcpTraffic::isTcp);
            assertThat(frames.containing("the last")).hasSize(1);
            assertThat(capture.failure()).isEmpty();
          }
        });
  }

  @Test
  void should_say_that_a_program_is_not_installed() {
    CaptureException refusal = refusal("no-such-program -i {interface}");

    assertThat(refusal.reason()).isEqualTo(Reason.NOT_INSTALLED);
    assertThat(refusal)
        .hasMessageStartingWith("command on lo: no-such-program ended with status 127, saying: ")
        .hasMessageEndingWith(". Install no-such-program, or set tcpunit.command");
  }

  @Test
  void should_repeat_what_a_program_said_that_ended_at_once() {
    assertThat(refusal("sh -c 'echo first >&2; echo second >&2; exit 3'"))
        .hasMessage("command on lo: sh ended with status 3, saying: first; second" + ADVICE);
  }

  @Test
  void should_know_a_missing_permission_by_what_is_said() {
    CaptureException refusal = refusal("sh -c 'echo sudo: a password is required >&2; exit 1'");

    assertThat(refusal.reason()).isEqualTo(Reason.NOT_PERMITTED);
    assertThat(refusal)
        .hasMessage(
            "command on lo: sh ended with status 1, saying: sudo: a password is required. Run the"
                + " tests in a private network (tcpunit-maven-plugin, goal sandbox), as root, or"
                + " with the capability CAP_NET_RAW");
  }

  @Test
  void should_refuse_output_that_is_no_capture() {
    assertThat(
            refusal("sh -c 'echo this is the usage text of some other program; exec sleep 1000'"))
        .hasMessage(
            "command on lo: sh wrote what is no capture, at byte 0: not a pcap or pcapng file: it"
                + " starts with the bytes 74686973"
                + ADVICE);
  }

  @Test
  void should_end_with_a_failure_if_the_program_ends() throws Exception {
    String program = "sh -c \"printf '" + PCAP_HEADER + "'; echo I crash >&2; exit 7\"";
    try (LiveCapture capture = new CommandEngine(program).start(ON_LOOPBACK, frames)) {
      assertThat(ClosingContractTest.awaitFailure(capture))
          .hasMessage("command on lo: sh ended with status 7, saying: I crash" + ADVICE);
    }
  }

  @Test
  void should_end_the_program_with_the_capture() throws Exception {
    LiveCapture capture = new CommandEngine(WRITES_A_HEADER_AND_WAITS).start(ON_LOOPBACK, frames);
    ProcessHandle program = sleepingDescendant(ProcessHandle.current());

    capture.close();

    program.onExit().get(10, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void should_end_the_program_with_a_jvm_that_is_killed(boolean stopped) throws Exception {
    Process jvm = ChildJvm.of(Holder.class).start();
    try (BufferedReader output =
        new BufferedReader(new InputStreamReader(jvm.getInputStream(), StandardCharsets.UTF_8))) {
      Stream<String> lines = output.lines();
      assertThat(lines.anyMatch("captures"::equals)).isTrue();
      ProcessHandle program = sleepingDescendant(jvm.toHandle());
      if (stopped) {
        new ProcessBuilder("kill", "-STOP", "" + program.pid()).start().waitFor();
      }

      jvm.destroyForcibly();

      program.onExit().get(10, TimeUnit.SECONDS);
    }
  }

  /** A JVM that captures until it is killed. */
  static final class Holder {
    public static void main(String[] arguments) throws Exception {
      new CommandEngine(WRITES_A_HEADER_AND_WAITS).start(ON_LOOPBACK, frame -> {});
      System.out.println("captures");
      Thread.currentThread().join();
    }
  }

  /** The program becomes {@code sleep} only after it has written its header. */
  private static ProcessHandle sleepingDescendant(ProcessHandle of) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (System.nanoTime() < deadline) {
      Optional<ProcessHandle> sleeping =
          of.descendants()
              .filter(each -> each.info().command().orElse("").endsWith("/sleep"))
              .findAny();
      if (sleeping.isPresent()) {
        return sleeping.get();
      }
      Thread.onSpinWait();
    }
    throw new AssertionError("no sleep among the descendants of " + of.pid());
  }
}
