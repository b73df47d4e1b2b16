package dev.tcpunit.internal.classify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.SharedCorpus;
import dev.tcpunit.internal.file.CaptureFile;
import dev.tcpunit.internal.notation.Scenario;
import dev.tcpunit.internal.track.TrackedConnection;
import dev.tcpunit.internal.wire.DecodedSegment;
import dev.tcpunit.internal.wire.FrameDecoder;
import dev.tcpunit.internal.wire.FrameOutcome;
import dev.tcpunit.trace.VantagePoint;
import java.io.IOException;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Expected segments take a shorter way, which must lead to the same place as the general one. */
class HeaderPredictionTest {
  @TestFactory
  Stream<DynamicTest> should_come_to_the_same_result_in_every_scenario()
      throws IOException, URISyntaxException {
    Path root = Path.of(HeaderPredictionTest.class.getResource("/scenarios").toURI());
    return files(root)
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.getFileName().toString(),
                    () -> {
                      Pair pair = new Pair();
                      Scenario.read(Files.readString(file), pair::onSegment);
                      pair.compare();
                    }));
  }

  @TestFactory
  Stream<DynamicTest> should_come_to_the_same_result_in_every_capture() throws IOException {
    Path corpus = SharedCorpus.require("corpus/captures");
    Path uploads = SharedCorpus.require("kernel-truth");
    return Stream.concat(files(corpus), files(uploads))
        .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> compare(file)));
  }

  private static void compare(Path capture) throws IOException {
    Pair pair = new Pair();
    FrameDecoder decoder = new FrameDecoder();
    DecodedSegment segment = new DecodedSegment();
    CaptureFile.read(
        capture,
        frame -> {
          if (decoder.decode(frame, segment) == FrameOutcome.TCP) {
            pair.onSegment(segment);
          }
        });
    pair.compare();
  }

  private static Stream<Path> files(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile).sorted().toList().stream();
    }
  }

  /** The same segments both ways, once with all of them kept and once with none. */
  private static final class Pair {
    private final List<SegmentClassifier> predicting = List.of(classifier(true), classifier(false));
    private final List<SegmentClassifier> general = List.of(classifier(true), classifier(false));

    Pair() {
      general.forEach(classifier -> classifier.predictHeaders = false);
    }

    void onSegment(DecodedSegment segment) {
      predicting.forEach(classifier -> classifier.onSegment(segment));
      general.forEach(classifier -> classifier.onSegment(segment));
    }

    void compare() {
      for (int i = 0; i < general.size(); i++) {
        compare(predicting.get(i), general.get(i));
      }
    }

    private static void compare(SegmentClassifier predicting, SegmentClassifier general) {
      assertThat(predicting.connections().size()).isEqualTo(general.connections().size());
      for (int i = 0; i < general.connections().size(); i++) {
        TrackedConnection found = predicting.connections().get(i);
        TrackedConnection expected = general.connections().get(i);
        assertThat(facts(found)).as("connection %d", i).isEqualTo(facts(expected));
      }
    }

    /** All fields of a connection, its flows and their parts, but for older connections. */
    private static List<String> facts(Object object) {
      List<String> facts = new ArrayList<>();
      for (Field field : object.getClass().getDeclaredFields()) {
        field.setAccessible(true);
        boolean shared = Modifier.isStatic(field.getModifiers());
        if (!shared && !field.getName().equals("previous")) {
          add(facts, field.getName(), value(field, object));
        }
      }
      return facts;
    }

    private static void add(List<String> facts, String name, Object value) {
      if (value != null && value.getClass().isArray()) {
        for (int i = 0; i < Array.getLength(value); i++) {
          add(facts, name, Array.get(value, i));
        }
      } else if (value != null && value.getClass().getName().startsWith("dev.tcpunit")) {
        facts.addAll(facts(value));
      } else {
        facts.add(name + " " + value);
      }
    }

    private static Object value(Field field, Object object) {
      try {
        return field.get(object);
      } catch (IllegalAccessException e) {
        throw new AssertionError(e);
      }
    }

    private static SegmentClassifier classifier(boolean keepSegments) {
      return new SegmentClassifier(keepSegments, false, VantagePoint.UNKNOWN);
    }
  }
}
