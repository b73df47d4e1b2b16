package dev.tcpunit.examples.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What the page of recipes says to run does: it is the line of a bug, which {@link GalleryTest}
 * runs, or of a method of {@link RecipesTest}; the command is that of {@link BugReportTest}.
 */
class RecipesPageTest {
  private static final Path PAGE = Path.of("../framework/src/site/markdown/recipes.md");
  private static final Path TEST =
      Path.of("src/test/java/dev/tcpunit/examples/gallery/RecipesTest.java");
  private static final Pattern RECIPE =
      Pattern.compile(
          "```java\\n([^`]+)\\n```\\n\\nRuns as (?:\\[(\\w+)]\\(gallery\\.md#\\2\\)|`(\\w+)`)");
  private static final Pattern COMMAND =
      Pattern.compile("```sh\\n([^`]+)\\n```\\n\\nRuns as `BugReportTest`");
  private static final Pattern LINES =
      Pattern.compile("void (\\w+)\\(TcpCapture[^)]*\\) \\{\\n(.*?)\\n  }", Pattern.DOTALL);

  @Test
  void shows_the_lines_that_run() throws IOException {
    Map<String, String> lines =
        Gallery.bugs().stream()
            .map(RecipesPageTest::source)
            .collect(Collectors.toMap(BugSource::name, BugSource::check));
    LINES
        .matcher(Files.readString(TEST))
        .results()
        .forEach(found -> lines.put(found.group(1), found.group(2).replaceAll("(?m)^    ", "")));
    String page = Files.readString(PAGE);
    List<MatchResult> recipes = RECIPE.matcher(page).results().toList();

    List<MatchResult> commands = COMMAND.matcher(page).results().toList();

    assertThat(recipes).hasSize(15);
    assertThat(commands).hasSize(1);
    assertThat(page.split("Runs as")).hasSize(1 + recipes.size() + commands.size());
    assertThat(page.split("\n## ")).hasSize(1 + recipes.size() + commands.size());
    assertThat(commands.get(0).group(1)).isEqualTo(BugReportTest.COMMAND);
    assertThat(recipes)
        .allSatisfy(
            recipe ->
                assertThat(recipe.group(1))
                    .isEqualTo(lines.get(recipe.group(recipe.group(2) == null ? 3 : 2))));
  }

  private static BugSource source(UploadBug bug) {
    try {
      return BugSource.of(bug);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
