package dev.tcpunit.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.SharedCorpus;
import dev.tcpunit.capture.CapturedFrame;
import dev.tcpunit.internal.file.CaptureFile;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Plain frames are decoded at once; the layers one by one must say the same of each. */
class PlainFrameTest {
  /** What is left in them from an earlier packet counts for nothing. */
  private static final Set<String> STALE =
      Set.of("tsVal", "tsEcr", "sackEdges", "accurateEcn", "payloadBuffer", "payloadOffset");

  private static final List<Field> FIELDS =
      Arrays.stream(DecodedSegment.class.getFields())
          .filter(field -> !Modifier.isStatic(field.getModifiers()))
          .filter(field -> !STALE.contains(field.getName()))
          .toList();

  private final FrameDecoder atOnce = new FrameDecoder();
  private final FrameDecoder byLayers = new FrameDecoder();
  private final DecodedSegment found = new DecodedSegment();
  private final DecodedSegment expected = new DecodedSegment();

  PlainFrameTest() {
    byLayers.readPlainFrames = false;
  }

  @TestFactory
  Stream<DynamicTest> should_decode_as_the_layers_do_in_every_capture() throws IOException {
    Path root = SharedCorpus.require("corpus/captures");
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(Files::isRegularFile).sorted().toList().stream()
          .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> read(file)));
    }
  }

  private static void read(Path file) throws IOException {
    PlainFrameTest test = new PlainFrameTest();
    CaptureFile.read(file, test::compare);
  }

  private void compare(CapturedFrame frame) {
    FrameOutcome outcome = atOnce.decode(frame, found);
    assertThat(outcome).isEqualTo(byLayers.decode(frame, expected));
    if (outcome == FrameOutcome.TCP) {
      assertThat(values(found)).isEqualTo(values(expected));
    }
  }

  private static List<Object> values(DecodedSegment segment) {
    List<Object> values = new ArrayList<>();
    for (Field field : FIELDS) {
      values.add(value(field, segment));
    }
    values.add(segment.hasTimestamps ? List.of(segment.tsVal, segment.tsEcr) : List.of());
    for (int i = 0; i < 2 * segment.sackBlocks; i++) {
      values.add(segment.sackEdges[i]);
    }
    values.add(segment.hasAccurateEcn ? Arrays.toString(segment.accurateEcn) : "");
    int from = segment.payloadOffset;
    values.add(ByteBuffer.wrap(segment.payloadBuffer, from, segment.payloadCaptured).hashCode());
    return values;
  }

  private static Object value(Field field, DecodedSegment segment) {
    try {
      return field.get(segment);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }
}
