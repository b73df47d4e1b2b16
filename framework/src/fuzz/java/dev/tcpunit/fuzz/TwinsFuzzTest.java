package dev.tcpunit.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The same behaviour has the same verdicts, whenever and between whatever numbers it happens. */
class TwinsFuzzTest {
  private static final List<Frames> CAPTURES =
      Stream.of("lost-segment", "kept-alive", "closed-window").map(TwinsFuzzTest::read).toList();

  private static Frames read(String name) {
    try (InputStream in = TwinsFuzzTest.class.getResourceAsStream(name + ".pcap")) {
      return Frames.of(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first byte chooses a capture, each further four change it. */
  @FuzzTest(maxDuration = "1m")
  void should_judge_alike_what_is_alike(byte[] data) {
    if (data.length == 0) {
      return;
    }
    Frames frames = Edits.apply(CAPTURES.get((data[0] & 0xFF) % CAPTURES.size()), data, 1);
    List<String> differences = new ArrayList<>();
    Twins.EQUAL.forEach(
        (name, twin) ->
            Verdicts.differences(frames, twin.apply(frames), false)
                .forEach(difference -> differences.add(name + ": " + difference)));
    Twins.POORER.forEach(
        (name, twin) ->
            Verdicts.differences(frames, twin.apply(frames), true)
                .forEach(difference -> differences.add(name + ": " + difference)));
    Frames unidentified = frames.map(Ipv6::unidentified);
    Verdicts.differences(unidentified, frames.map(Ipv6::of), false)
        .forEach(difference -> differences.add("of IPv6: " + difference));
    if (!differences.isEmpty()) {
      throw new AssertionError(String.join("\n\n", differences));
    }
  }
}
