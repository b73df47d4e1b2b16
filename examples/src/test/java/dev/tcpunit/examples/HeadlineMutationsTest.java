package dev.tcpunit.examples;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.tcpunit.assertions.FlowAssert;
import dev.tcpunit.mutation.Mutation;
import dev.tcpunit.mutation.Mutation.Kind;
import dev.tcpunit.mutation.MutationScore;
import dev.tcpunit.mutation.TraceMutations;
import dev.tcpunit.trace.Trace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.EngineTestKit;

/** How much the four assertions of {@link ImageUploadTest} notice, and what it takes for more. */
class HeadlineMutationsTest {
  private static final Consumer<Trace> FOUR =
      trace ->
          assertThat(trace)
              .hasCompletedHandshake()
              .hasNoRetransmissions()
              .acksCoverAllBytes()
              .hasCleanFin();

  private static final Consumer<Trace> MORE =
      FOUR.andThen(
          trace ->
              assertThat(trace)
                  .connection(
                      connection ->
                          connection
                              .hasNoReorderedSegments()
                              .hasNoBadChecksums()
                              .respectsAdvertisedWindow()
                              .client(c -> c.hasByteCount(154_098).hasRetransmissions(0))
                              .client(c -> c.hasReceiveWindowAtLeast(1))
                              .server(s -> s.hasByteCount(127).hasRetransmissions(0))
                              .server(FlowAssert::neverShrinksWindow)));

  @TempDir Path folder;

  @Test
  void notices_nine_tenths_with_what_the_test_knows_of_the_upload() throws IOException {
    TraceMutations mutations = TraceMutations.of(captured());
    MutationScore four = mutations.score(FOUR);
    MutationScore more = mutations.score(MORE);

    assertThat(four.survivors())
        .extracting(Mutation::kind)
        .contains(Kind.DATA_SWAPPED, Kind.DATA_CORRUPTED, Kind.DATA_REPEATED);
    assertThat(four.percent()).isLessThan(50);
    assertThat(more.percent()).as("%s", more).isGreaterThanOrEqualTo(90);
  }

  /** What the test captures when it is run. */
  private Path captured() {
    EngineTestKit.engine("junit-jupiter")
        .configurationParameter("tcpunit.report", "none")
        .configurationParameter("tcpunit.artifacts", "always")
        .configurationParameter("tcpunit.directory", folder.toString())
        .selectors(selectClass(ImageUploadTest.class))
        .execute()
        .testEvents()
        .assertStatistics(tests -> tests.succeeded(1));
    return folder
        .resolve(ImageUploadTest.class.getName())
        .resolve("uploads_the_image_cleanly.pcapng");
  }
}
