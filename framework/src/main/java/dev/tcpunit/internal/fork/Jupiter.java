package dev.tcpunit.internal.fork;

import java.util.List;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId;

/** The engine's place in a tree. */
final class Jupiter {
  static final String ENGINE = "junit-jupiter";
  private static final String TYPE = "engine";

  private Jupiter() {}

  /** Whether it is the engine's node, be it the root or in a suite. */
  static boolean isEngine(TestDescriptor descriptor) {
    return isEngine(descriptor.getUniqueId().getLastSegment());
  }

  private static boolean isEngine(UniqueId.Segment segment) {
    return segment.getType().equals(TYPE) && segment.getValue().equals(ENGINE);
  }

  static boolean isClassTemplate(UniqueId id) {
    return id.getLastSegment().getType().endsWith("class-template");
  }

  /** The types of what a node of this id registers when it runs; empty where nothing. */
  static List<String> invocations(UniqueId id) {
    return switch (id.getLastSegment().getType()) {
      case "test-template" -> List.of("test-template-invocation");
      case "test-factory" -> List.of("dynamic-test", "dynamic-container");
      case "class-template", "nested-class-template" -> List.of("class-template-invocation");
      default -> List.of();
    };
  }

  /** The id that a node has where the engine is the root: without the suite around it. */
  static UniqueId withoutSuite(UniqueId id) {
    List<UniqueId.Segment> segments = id.getSegments();
    int engine = 0;
    while (!isEngine(segments.get(engine))) {
      engine++;
    }
    UniqueId result = UniqueId.root(TYPE, ENGINE);
    for (UniqueId.Segment segment : segments.subList(engine + 1, segments.size())) {
      result = result.append(segment);
    }
    return result;
  }
}
