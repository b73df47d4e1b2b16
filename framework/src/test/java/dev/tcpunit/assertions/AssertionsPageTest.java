package dev.tcpunit.assertions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Holds the reference page against what the sources and the pinned messages say. After a change
 * that is meant, run the test with {@code -Dtcpunit.page=write} or the profile {@code generate},
 * and commit the page.
 */
class AssertionsPageTest {
  private static final Path PAGE = Path.of("src/site/markdown/assertions.md");

  private final AssertionsPage page = new AssertionsPage();

  @Test
  void should_be_the_page_that_is_committed() throws IOException {
    String text = page.text();
    if (System.getProperty("tcpunit.page", "").equals("write")) {
      Files.writeString(PAGE, text);
    }

    assertThat(text)
        .as("%s; to make it anew, run this test with -Dtcpunit.page=write", PAGE)
        .isEqualTo(Files.readString(PAGE));
  }

  @Test
  void should_say_of_each_assertion_what_it_means() throws IOException {
    for (String type : new String[] {"TraceAssert", "ConnectionAssert", "FlowAssert"}) {
      assertThat(AssertionSource.of(type))
          .hasSizeGreaterThan(5)
          .allSatisfy(
              assertion ->
                  assertThat(assertion.meaning())
                      .as(assertion.title())
                      .endsWith(".")
                      .hasSizeLessThan(700));
    }
  }

  @Test
  void should_miss_no_public_method() throws IOException {
    for (Class<?> type :
        new Class<?>[] {TraceAssert.class, ConnectionAssert.class, FlowAssert.class}) {
      assertThat(AssertionSource.of(type.getSimpleName()))
          .extracting(AssertionSource::name)
          .containsAll(AssertionSource.methods(type).stream().map(Method::getName).toList());
    }
  }

  /** So that there is one place for the next one. */
  @Test
  void should_find_the_assertions_of_a_group_in_one_file() throws IOException {
    for (Class<?> type : new Class<?>[] {ConnectionAssert.class, FlowAssert.class}) {
      Map<String, Set<String>> filesOfGroup =
          AssertionSource.of(type.getSimpleName()).stream()
              .filter(assertion -> !assertion.navigates())
              .collect(
                  Collectors.groupingBy(
                      AssertionSource::group,
                      Collectors.mapping(AssertionSource::file, Collectors.toSet())));
      assertThat(filesOfGroup)
          .as("the files of %s that ask the rules of one group", type.getSimpleName())
          .allSatisfy((group, files) -> assertThat(files).hasSize(1));
    }
  }

  @Test
  void should_have_each_assertion_in_its_index_by_the_group_of_its_rule() throws IOException {
    assertThat(new AssertionsIndex().groups())
        .hasSizeGreaterThan(10)
        .doesNotContain("")
        .contains("teardown", "retransmission", "window", "trace");
    assertThat(AssertionSource.of("TraceAssert"))
        .filteredOn(assertion -> assertion.name().equals("hasCleanFin"))
        .extracting(AssertionSource::group)
        .containsExactly("teardown");
  }

  /** What these show is a table of counters, which differs by run; their own tests hold it. */
  @Test
  void should_show_a_message_of_each_assertion_but_these() throws IOException {
    page.text();

    assertThat(page.withoutExample())
        .containsExactlyInAnyOrder(
            "TraceAssert.matchesKernelCounters", "ConnectionAssert.matchesTcpInfo");
  }
}
