package dev.tcpunit.internal.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ServiceLoader;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.EngineDescriptor;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;

class UncapturedTestsTest {
  /** A test as an engine describes it. */
  private static final class Found extends AbstractTestDescriptor {
    Found(TestDescriptor parent, int number, TestSource source) {
      super(parent.getUniqueId().append("test", "t" + number), "test " + number, source);
      parent.addChild(this);
    }

    @Override
    public Type getType() {
      return Type.TEST;
    }
  }

  private static TestPlan plan(EngineDescriptor engine) {
    LauncherDiscoveryRequest none = LauncherDiscoveryRequestBuilder.request().build();
    return TestPlan.from(true, Set.of(engine), none.getConfigurationParameters(), null);
  }

  private static EngineDescriptor engine(String id) {
    return new EngineDescriptor(UniqueId.forEngine(id), id);
  }

  @Test
  void should_name_the_classes_of_the_vintage_engine() {
    EngineDescriptor vintage = engine("junit-vintage");
    new Found(vintage, 1, MethodSource.from("com.example.OldTest", "uploads"));
    new Found(vintage, 2, MethodSource.from("com.example.OldTest", "downloads"));
    new Found(vintage, 3, ClassSource.from("com.example.OlderTest"));
    new Found(vintage, 4, null);

    assertThat(UncapturedTests.words(plan(vintage)))
        .hasValue(
            "4 tests of JUnit 4 (vintage engine): not captured, TcpUnit is an extension of Jupiter:"
                + " com.example.OldTest, com.example.OlderTest, test 4");
  }

  @Test
  void should_name_a_few_of_many() {
    EngineDescriptor vintage = engine("junit-vintage");
    for (int i = 1; i <= 7; i++) {
      new Found(vintage, i, ClassSource.from("T" + i));
    }
    assertThat(UncapturedTests.words(plan(vintage)).orElseThrow())
        .endsWith(": T1, T2, T3, T4, T5 and 2 more");
  }

  @Test
  void should_say_nothing_of_other_engines_or_of_none() {
    EngineDescriptor jupiter = engine("junit-jupiter");
    new Found(jupiter, 1, ClassSource.from("com.example.NewTest"));
    assertThat(UncapturedTests.words(plan(jupiter))).isEmpty();
    assertThat(UncapturedTests.words(plan(engine("junit-vintage")))).isEmpty();
  }

  @Test
  void should_be_found_by_the_launcher() {
    assertThat(ServiceLoader.load(TestExecutionListener.class))
        .hasAtLeastOneElementOfType(UncapturedTests.class);
  }
}
