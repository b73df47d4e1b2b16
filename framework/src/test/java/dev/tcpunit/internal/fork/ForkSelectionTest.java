package dev.tcpunit.internal.fork;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectIteration;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectUniqueId;

import dev.tcpunit.junit.CaptureTcp;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.Filter;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TagFilter;

/** The child runs what was chosen here, and no more. */
class ForkSelectionTest {
  private static final String CLASS =
      "[engine:junit-jupiter]/[class:dev.tcpunit.internal.fork.ForkSelectionTest$%s]";

  @TempDir Path folder;

  @CaptureTcp
  static class Many {
    @Test
    @Tag("quick")
    void first() {}

    @Test
    void second() {}

    @ParameterizedTest
    @ValueSource(ints = {7, 8, 9})
    void template(int number) {
      assertThat(number).isNotEqualTo(9);
    }

    @TestFactory
    Stream<DynamicNode> factory() {
      return Stream.of(
          dynamicTest("one", () -> {}),
          dynamicContainer(
              "two", List.of(dynamicTest("three", () -> {}), dynamicTest("four", () -> {}))));
    }

    @Nested
    class Inner {
      @Test
      void third() {}

      @ParameterizedTest
      @ValueSource(strings = {"a", "b"})
      void template(String letter) {
        assertThat(letter).isEqualTo("b");
      }
    }
  }

  private List<String> sameAsPlain(Filter<?>[] filters, DiscoverySelector... selectors) {
    List<String> plain = Launch.plain(folder).filtered(filters).run(selectors).lines();
    List<String> forked = Launch.forked(folder).filtered(filters).run(selectors).lines();
    // What is below an invocation of a class is registered when it begins, not all at first.
    assertThat(forked).isNotEmpty().containsExactlyInAnyOrderElementsOf(plain);
    assertThat(withoutRegistrations(forked)).isEqualTo(withoutRegistrations(plain));
    return forked.stream()
        .filter(
            line ->
                line.startsWith("finished")
                    && line.matches("(?s)finished \\S*(test|method|template-invocation):[^/ ]* .*"))
        .filter(line -> !line.matches("(?s)finished \\S*class-template-invocation:[^/ ]* .*"))
        .toList();
  }

  private static List<String> withoutRegistrations(List<String> lines) {
    return lines.stream().filter(line -> !line.startsWith("registered")).toList();
  }

  private List<String> sameAsPlain(DiscoverySelector... selectors) {
    return sameAsPlain(new Filter<?>[0], selectors);
  }

  private static DiscoverySelector node(String type, String below) {
    return selectUniqueId(CLASS.formatted(type) + below);
  }

  @Test
  void should_run_single_invocations() {
    String template = "/[test-template:template(int)]";
    assertThat(sameAsPlain(node("Many", template + "/[test-template-invocation:#2]"))).hasSize(1);
    assertThat(
            sameAsPlain(
                node("Many", template + "/[test-template-invocation:#1]"),
                node("Many", template + "/[test-template-invocation:#3]"),
                node("Many", "/[method:second()]")))
        .hasSize(3);
    assertThat(
            sameAsPlain(
                node(
                    "Many",
                    "/[nested-class:Inner]/[test-template:template(java.lang.String)]"
                        + "/[test-template-invocation:#1]")))
        .hasSize(1);
  }

  @Test
  void should_run_what_jupiter_makes_of_one_invocation_and_more() {
    DiscoverySelector one =
        node("Many", "/[test-template:template(int)]/[test-template-invocation:#2]");
    DiscoverySelector template = node("Many", "/[test-template:template(int)]");
    sameAsPlain(one, template);
    sameAsPlain(template, one);
    sameAsPlain(one, node("Many", ""));
    sameAsPlain(node("Many", ""), one);
    sameAsPlain(one, selectMethod(Many.class, "template", int.class));
    sameAsPlain(selectMethod(Many.class, "template", int.class), one);
    sameAsPlain(one, selectMethod(Many.class, "second"));
    sameAsPlain(one, selectClass(Many.class));
    sameAsPlain(selectClass(Many.class), one);
  }

  @Test
  void should_run_invocations_by_number() {
    assertThat(sameAsPlain(selectIteration(selectMethod(Many.class, "template", int.class), 0, 2)))
        .hasSize(2);
  }

  @Test
  void should_run_single_dynamic_tests() {
    assertThat(
            sameAsPlain(
                node("Many", "/[test-factory:factory()]/[dynamic-container:#2]/[dynamic-test:#2]")))
        .hasSize(1);
  }

  @Test
  void should_run_methods_and_nested_classes() {
    assertThat(sameAsPlain(selectMethod(Many.class, "second"))).hasSize(1);
    assertThat(sameAsPlain(node("Many", "/[nested-class:Inner]"))).hasSize(3);
  }

  @Test
  void should_leave_out_what_filters_exclude() {
    Filter<?>[] quick = {TagFilter.includeTags("quick")};
    assertThat(sameAsPlain(quick, selectClass(Many.class))).hasSize(1);
    PostDiscoveryFilter noTemplate = test -> FilterResult.includedIf(!isTemplate(test));
    assertThat(sameAsPlain(new Filter<?>[] {noTemplate}, selectClass(Many.class)))
        .noneMatch(line -> line.contains("template"))
        .hasSize(6);
  }

  private static boolean isTemplate(TestDescriptor test) {
    return test.getUniqueId().getLastSegment().getType().equals("test-template");
  }

  @CaptureTcp
  @ParameterizedClass
  @ValueSource(ints = {1, 2})
  static class OfClass {
    @Parameter int number;

    @Test
    void is_one() {
      assertThat(number).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 6})
    void is_less_than(int more) {
      assertThat(number).isLessThan(more);
    }
  }

  @Test
  void should_run_parameterized_classes() {
    assertThat(sameAsPlain(selectClass(OfClass.class))).hasSize(6);
    String invocation = "/[class-template-invocation:#2]";
    String id = CLASS.formatted("OfClass").replace("[class:", "[class-template:");
    assertThat(sameAsPlain(selectUniqueId(id + invocation))).hasSize(3);
    assertThat(sameAsPlain(selectUniqueId(id + invocation + "/[method:is_one()]"))).hasSize(1);
  }
}
