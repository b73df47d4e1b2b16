package dev.tcpunit.mutation;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tcpunit.Requires;
import dev.tcpunit.internal.live.FileCapture;
import dev.tcpunit.internal.live.FileCaptureRequest;
import dev.tcpunit.internal.live.PayloadMode;
import dev.tcpunit.mutation.Mutation.Kind;
import dev.tcpunit.mutation.MutationScore.Mutant;
import dev.tcpunit.trace.Trace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceMutationsTest {
  private static final int MESSAGE = 1000;
  private static final int MESSAGES = 5;
  private static final Consumer<Trace> HEADLINES =
      trace ->
          assertThat(trace)
              .hasCompletedHandshake()
              .hasNoRetransmissions()
              .acksCoverAllBytes()
              .hasCleanFin();

  private static final int SECONDS = 10;

  @TempDir Path folder;
  private Path capture;

  /** Each message is acknowledged by its answer, so that no two are in one segment. */
  @BeforeEach
  void capturesAnUpload() throws Exception {
    Requires.sandbox();
    capture = folder.resolve("upload.pcapng");
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      FileCapture running =
          FileCapture.start(
              new FileCaptureRequest(
                  capture, null, "lo", PayloadMode.HEADERS, Set.of(server.getLocalPort())));
      exchange(server);
      running.stop();
    }
  }

  private static void exchange(ServerSocket server) throws IOException {
    try (Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
        Socket accepted = server.accept()) {
      for (int i = 0; i < MESSAGES; i++) {
        client.getOutputStream().write(new byte[MESSAGE]);
        accepted.getInputStream().readNBytes(MESSAGE);
        accepted.getOutputStream().write(i);
        client.getInputStream().read();
      }
      client.shutdownOutput();
      accepted.getInputStream().read();
      accepted.shutdownOutput();
      client.getInputStream().read();
      // Then close() returns only when its FIN is acknowledged, and the capture ends behind that.
      accepted.setSoLinger(true, SECONDS);
    }
  }

  @Test
  void should_tell_which_assertion_notices_what() throws Exception {
    MutationScore score = TraceMutations.of(capture).score(HEADLINES);

    assertThat(of(Kind.FIN_MADE_RESET, score))
        .hasSize(2)
        .allSatisfy(mutant -> assertThat(mutant.noticedBy()).isPresent())
        .anySatisfy(mutant -> assertThat(mutant.noticedBy()).contains("hasCleanFin"));
    assertThat(of(Kind.FIN_DROPPED, score))
        .hasSize(2)
        .allSatisfy(mutant -> assertThat(mutant.noticedBy()).isPresent());
    // On a loopback a needless resend is this machine's doing, and forgiven; counts include it.
    assertThat(of(Kind.DATA_REPEATED, score))
        .hasSize(2 * MESSAGES)
        .allSatisfy(mutant -> assertThat(mutant.noticedBy()).isEmpty());
    assertThat(of(Kind.DATA_DROPPED, score)).hasSize(2 * MESSAGES);
    assertThat(score.noticed() + score.survivors().size()).isEqualTo(score.mutants().size());
  }

  @Test
  void should_leave_to_better_assertions_what_weaker_ones_miss() throws Exception {
    TraceMutations mutations = TraceMutations.of(capture);
    MutationScore weak = mutations.score(trace -> assertThat(trace).hasCompletedHandshake());
    MutationScore strong =
        mutations.score(
            HEADLINES.andThen(
                trace ->
                    assertThat(trace)
                        .connection(
                            connection ->
                                connection
                                    .hasNoReorderedSegments()
                                    .hasNoBadChecksums()
                                    .client(c -> c.hasByteCount(MESSAGES * MESSAGE))
                                    .client(c -> c.hasRetransmissions(0))
                                    .client(c -> c.hasReceiveWindowAtLeast(1))
                                    .server(s -> s.hasReceiveWindowAtLeast(1))
                                    .server(s -> s.hasByteCount(MESSAGES))
                                    .server(s -> s.hasRetransmissions(0)))));

    assertThat(of(Kind.FIN_MADE_RESET, weak))
        .allSatisfy(mutant -> assertThat(mutant.noticedBy()).isEmpty());
    assertThat(strong.mutants()).hasSameSizeAs(weak.mutants());
    assertThat(strong.percent()).isGreaterThan(weak.percent());
    assertThat(strong.survivors()).isEmpty();
    assertThat(of(Kind.WINDOW_CLOSED, strong))
        .filteredOn(mutant -> mutant.noticedBy().isPresent())
        .extracting(mutant -> mutant.noticedBy().get())
        .contains("hasReceiveWindowAtLeast");
    assertThat(of(Kind.DATA_REPEATED, strong))
        .allSatisfy(mutant -> assertThat(mutant.noticedBy()).contains("hasRetransmissions"));
    assertThat(of(Kind.DATA_CORRUPTED, strong))
        .allSatisfy(mutant -> assertThat(mutant.noticedBy()).isPresent());
    assertThat(strong.toString())
        .startsWith(strong.noticed() + " of " + strong.mutants().size() + " mutations noticed")
        .contains("data repeated     10 of 10  hasRetransmissions=10");
  }

  @Test
  void should_name_but_not_count_what_is_no_fault() throws Exception {
    MutationScore score = TraceMutations.of(capture).score(trace -> {});

    assertThat(score.equivalent())
        .extracting(Mutation::kind)
        .containsOnly(Kind.ACK_DROPPED, Kind.WINDOW_CLOSED)
        .contains(Kind.ACK_DROPPED);
    assertThat(score.mutants())
        .extracting(Mutant::mutation)
        .doesNotContainAnyElementsOf(score.equivalent());
    assertThat(of(Kind.ACK_DROPPED, score))
        .as("the last ACK, without which the close is not complete")
        .isNotEmpty();
    assertThat(score.toString()).contains("  not counted: ").contains(", 2 windows behind the");
  }

  @Test
  void should_notice_an_assertion_that_is_none_of_its_own() throws Exception {
    long packets = 4L + 4 * MESSAGES;

    MutationScore score =
        TraceMutations.of(capture)
            .score(trace -> assertThat(trace.packets()).isGreaterThan(packets / 2));
    assertThat(score.noticed()).isZero();
    assertThat(score.percent()).isZero();

    MutationScore exact =
        TraceMutations.of(capture)
            .score(
                trace ->
                    assertThat(trace.connections().get(0).clientToServer().finOffset())
                        .isPresent());
    assertThat(of(Kind.FIN_DROPPED, exact))
        .filteredOn(mutant -> mutant.noticedBy().isPresent())
        .singleElement()
        .satisfies(mutant -> assertThat(mutant.noticedBy()).contains("another assertion"));
  }

  @Test
  void should_fail_where_the_assertions_do_not_hold_of_the_capture_itself() throws Exception {
    TraceMutations mutations = TraceMutations.of(capture);

    assertThatThrownBy(
            () ->
                mutations.score(
                    trace -> assertThat(trace).connection(connection -> connection.wasRefused())))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("to be refused");
  }

  @Test
  void should_refuse_what_is_no_capture() throws IOException {
    Path text = Files.writeString(folder.resolve("a.txt"), "no capture");

    assertThatThrownBy(() -> TraceMutations.of(text))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(text + " cannot be read: ");
  }

  private static List<Mutant> of(Kind kind, MutationScore score) {
    return score.mutants().stream().filter(mutant -> mutant.mutation().kind() == kind).toList();
  }
}
