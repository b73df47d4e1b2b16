package dev.tcpunit.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tcpunit.docs.MarkdownFile.Block;
import dev.tcpunit.internal.junit.SettingNames;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xml.sax.InputSource;
import org.yaml.snakeyaml.Yaml;

/** What README and pages say can be followed: links lead somewhere, and code is code. */
class DocumentationTest {
  private static final int README_LINES = 130;
  private static final Pattern SETTING =
      Pattern.compile("(?:(?<![\\w./-])|(?<=-D))tcpunit\\.(?!md\\b)[a-zA-Z]\\w*(?:\\.[a-z]\\w*)*");
  private static final Pattern QUOTED = Pattern.compile("\"(tcpunit\\.[A-Za-z.]+)\"");
  private static final Pattern PARAMETER =
      Pattern.compile("@Parameter\\(\\s*property = \"(tcpunit\\.[A-Za-z.]+)\"");
  private static final Pattern VERSION =
      Pattern.compile("<artifactId>([\\w-]+)</artifactId>\\s*<version>([^<]+)</version>");
  private static final Pattern MENU = Pattern.compile("<item [^>]*href=\"([\\w-]+)\\.html\"");

  private final MarkdownFile readme = MarkdownFile.read(MarkdownFile.TOP.resolve("README.md"));

  @TempDir Path folder;

  @Test
  void should_begin_with_a_README_that_is_read_in_a_minute() {
    assertThat(readme.text().lines().count()).isLessThanOrEqualTo(README_LINES);
  }

  /** The gate runs them as they stand there. */
  @Test
  void should_name_two_commands_to_start_with() {
    String start =
        readme.text().replaceFirst("(?s).*\n## Start\n", "").replaceFirst("(?s)\n## .*", "");
    assertThat(new MarkdownFile(Path.of("Start"), start).blocks())
        .hasSize(2)
        .allSatisfy(block -> assertThat(block.language()).isEqualTo("sh"))
        .allSatisfy(block -> assertThat(block.text().lines()).hasSize(1));
  }

  @ParameterizedTest
  @MethodSource("files")
  void should_link_only_to_what_there_is(MarkdownFile file) {
    assertThat(file.links()).allSatisfy(target -> assertLeadsSomewhere(file, target));
  }

  private static void assertLeadsSomewhere(MarkdownFile from, String target) {
    String[] parts = target.split("#", 2);
    Path path = parts[0].isEmpty() ? from.path() : from.path().resolveSibling(parts[0]).normalize();
    assertThat(path).exists();
    if (parts.length == 2) {
      assertThat(MarkdownFile.read(path).anchors()).contains(parts[1]);
    }
  }

  /** So that the same links work in a checkout and, ending in html, in the site. */
  @ParameterizedTest
  @MethodSource("pages")
  void should_link_from_pages_only_to_their_siblings(MarkdownFile page) {
    assertThat(page.links()).allMatch(target -> target.matches("([\\w-]+\\.md)?(#.*)?"));
  }

  @Test
  void should_have_every_page_in_the_menu_and_on_the_first_page() throws IOException {
    Set<String> pages =
        MarkdownFile.pages().stream().map(MarkdownFile::toString).collect(Collectors.toSet());
    String menu = Files.readString(MarkdownFile.SITE.resolve("site.xml"));
    List<String> items = MENU.matcher(menu).results().map(item -> item.group(1) + ".md").toList();

    assertThat(items).containsExactlyInAnyOrderElementsOf(pages);
    assertThat(MarkdownFile.read(MarkdownFile.SITE.resolve("markdown/index.md")).links())
        .containsAll(pages.stream().filter(page -> !page.equals("index.md")).toList());
  }

  /** And one that does not, to show that it would be noticed. */
  @Test
  void should_show_Java_that_compiles() {
    List<Block> blocks = new ArrayList<>(MarkdownFile.blocks("java"));
    blocks.add(new Block(readme, 0, "wrong", "assertThat(connection).hasNoSuchBehaviour();"));

    assertThat(JavaSnippets.errors(blocks, folder))
        .singleElement()
        .asString()
        .startsWith("README.md:0 wrong: ")
        .contains("hasNoSuchBehaviour");
  }

  @ParameterizedTest
  @MethodSource("xml")
  void should_show_XML_that_parses(Block block) throws Exception {
    String rooted = "<root>" + block.text().replaceFirst("<\\?xml[^>]*>", "") + "</root>";
    assertThat(
            DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(rooted))))
        .isNotNull();
  }

  @ParameterizedTest
  @MethodSource("shell")
  void should_show_commands_that_a_shell_can_read(Block block) throws Exception {
    Path script = Files.writeString(folder.resolve("block.sh"), block.text());
    Path output = folder.resolve("output");
    String shell = Files.isExecutable(Path.of("/bin/bash")) ? "/bin/bash" : "sh";
    Process process =
        new ProcessBuilder(shell, "-n", script.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(output)).isZero();
  }

  @ParameterizedTest
  @MethodSource("data")
  void should_show_data_that_can_be_read(Block block) throws Exception {
    switch (block.language()) {
      case "json" -> assertThat(new ObjectMapper().readTree(block.text())).isNotEmpty();
      case "yaml" -> assertThat(new Yaml().<Object>load(block.text())).isNotNull();
      default -> {
        Properties properties = new Properties();
        properties.load(new StringReader(block.text()));
        assertThat(properties.stringPropertyNames()).isNotEmpty();
      }
    }
  }

  /** A language that none of these tests knows would be left out by all of them. */
  @ParameterizedTest
  @MethodSource("files")
  void should_say_of_each_block_a_language_that_is_checked(MarkdownFile file) {
    assertThat(file.blocks())
        .extracting(Block::language)
        .isSubsetOf("", "java", "xml", "sh", "json", "yaml", "properties");
  }

  @Test
  void should_keep_workflow_and_issue_templates_readable() throws IOException {
    try (Stream<Path> files = Files.walk(MarkdownFile.TOP.resolve(".github"))) {
      assertThat(files.filter(file -> file.toString().endsWith(".yml")))
          .hasSizeGreaterThan(3)
          .allSatisfy(
              file -> assertThat(new Yaml().<Object>load(Files.readString(file))).isNotNull());
    }
  }

  @Test
  void should_explain_every_setting() {
    String explained = page("settings.md").text() + page("maven-plugin.md").text();

    assertThat(SettingNames.known())
        .filteredOn(name -> !Pattern.compile("\\Q" + name + "\\E[`=]").matcher(explained).find())
        .isEmpty();
  }

  /** What the code names in quotes and is no setting is how it publishes a file or an entry. */
  @Test
  void should_have_a_row_for_each_setting_that_tests_read() throws IOException {
    Set<String> read = new TreeSet<>();
    try (Stream<Path> sources =
        Files.walk(MarkdownFile.TOP.resolve("framework/src/main/java/dev/tcpunit"))) {
      for (Path source : sources.filter(Files::isRegularFile).toList()) {
        QUOTED.matcher(Files.readString(source)).results().forEach(name -> read.add(name.group(1)));
      }
    }
    read.removeIf(name -> !SettingNames.isKnown(name));
    String rows = page("settings.md").text();

    assertThat(read).hasSizeGreaterThan(20).allMatch(name -> rows.contains("\n| `" + name + "` |"));
  }

  @Test
  void should_know_every_parameter_of_the_plugin() throws IOException {
    Set<String> parameters = new TreeSet<>();
    try (Stream<Path> goals =
        Files.list(MarkdownFile.TOP.resolve("maven-plugin/src/main/java/dev/tcpunit/maven"))) {
      for (Path goal : goals.toList()) {
        PARAMETER
            .matcher(Files.readString(goal))
            .results()
            .forEach(p -> parameters.add(p.group(1)));
      }
    }
    assertThat(parameters).hasSizeGreaterThan(15).isSubsetOf(SettingNames.known());
  }

  @Test
  void should_speak_of_no_setting_that_there_is_not() {
    List<String> unknown = new ArrayList<>();
    for (MarkdownFile file : MarkdownFile.all()) {
      if (!file.toString().equals("CONTRIBUTING.md")) {
        SETTING
            .matcher(file.text())
            .results()
            .map(MatchResult::group)
            .filter(name -> !SettingNames.isKnown(name))
            .forEach(name -> unknown.add(file + ": " + name));
      }
    }
    assertThat(unknown).isEmpty();
  }

  /** Those that the project itself is built and tested with. */
  @Test
  void should_show_versions_that_were_tried() throws IOException {
    String pom = Files.readString(MarkdownFile.TOP.resolve("pom.xml"));
    String project = property(pom, "version");

    assertThat(versions())
        .hasSizeGreaterThan(4)
        .allMatch(
            version ->
                Set.of(
                        "tcpunit=" + project,
                        "tcpunit-maven-plugin=" + project,
                        "junit-jupiter=" + property(pom, "junit.version"),
                        "assertj-core=" + property(pom, "assertj.version"),
                        "maven-surefire-plugin=" + property(pom, "surefire.version"),
                        "uploads=1")
                    .contains(version));
  }

  private static List<String> versions() {
    return MarkdownFile.blocks("xml").stream()
        .flatMap(block -> VERSION.matcher(block.text()).results())
        .map(found -> found.group(1) + "=" + found.group(2))
        .toList();
  }

  private static String property(String pom, String name) {
    return pom.replaceFirst("(?s).*?<" + name + ">([^<]+)<.*", "$1");
  }

  private static MarkdownFile page(String name) {
    return MarkdownFile.read(MarkdownFile.SITE.resolve("markdown").resolve(name));
  }

  static List<MarkdownFile> files() {
    return MarkdownFile.all();
  }

  static List<MarkdownFile> pages() {
    return MarkdownFile.pages();
  }

  static List<Block> xml() {
    return MarkdownFile.blocks("xml");
  }

  static List<Block> shell() {
    return MarkdownFile.blocks("sh");
  }

  static List<Block> data() {
    return MarkdownFile.blocks("json", "yaml", "properties");
  }
}
