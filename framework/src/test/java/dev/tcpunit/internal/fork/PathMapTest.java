package dev.tcpunit.internal.fork;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathMapTest {
  private static final PathMap MAP =
      PathMap.parse(
          "/Users/me/shop=/project, /Users/me/.m2/repository/ = /m2,/Users/me/shop/lib=/lib");

  @ParameterizedTest
  @CsvSource({
    "/Users/me/shop/target/classes, /project/target/classes",
    "/Users/me/shop, /project",
    "/Users/me/shop/lib/a.jar, /lib/a.jar",
    "-javaagent:/Users/me/.m2/repository/j.jar=destfile=/Users/me/shop/j.exec,"
        + " -javaagent:/m2/j.jar=destfile=/project/j.exec",
    "-Dconfig=/Users/me/shop/a:/Users/me/shop/b, -Dconfig=/project/a:/project/b",
  })
  void should_find_each_folder_where_it_is_there(String here, String there) {
    assertThat(MAP.there(here)).isEqualTo(there);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/Users/me/shopping/a", "/mnt/Users/me/shop/a", "/usr/lib", ""})
  void should_leave_what_only_looks_like_one(String path) {
    assertThat(MAP.there(path)).isEqualTo(path);
    assertThat(MAP.here(path)).isEqualTo(path);
  }

  @Test
  void should_find_the_files_of_there_here() {
    assertThat(MAP.here("/project/target/tcpunit/a.pcapng"))
        .isEqualTo("/Users/me/shop/target/tcpunit/a.pcapng");
  }

  @Test
  void should_turn_the_separators_of_windows() {
    PathMap map = PathMap.parse("C:\\Users\\me=/mnt/c/Users/me");
    assertThat(map.pathThere("C:\\Users\\me\\shop\\target"))
        .isEqualTo("/mnt/c/Users/me/shop/target");
    assertThat(map.pathThere("D:\\other")).isEqualTo("D:\\other");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/project", "/a=/b=/c", "=/b", "/a=", "/a=/b,/c"})
  void should_refuse_what_is_no_pair(String text) {
    assertThatThrownBy(() -> PathMap.parse(text)).hasMessageContaining("of the form here=there");
  }

  @Test
  void should_map_nothing_where_nothing_is_said() {
    assertThat(PathMap.parse("").there("/project/a")).isEqualTo("/project/a");
  }
}
