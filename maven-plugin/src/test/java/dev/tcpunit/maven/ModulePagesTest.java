package dev.tcpunit.maven;

import static org.assertj.core.api.BDDAssertions.then;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.model.Build;
import org.apache.maven.model.Model;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModulePagesTest {
  @TempDir Path folder;

  private MavenProject module(String name) {
    MavenProject module = new MavenProject(new Model());
    module.setArtifactId(name);
    module.setBuild(new Build());
    module.getBuild().setDirectory(folder.resolve(name).resolve("target").toString());
    return module;
  }

  private void leavePage(String module, String test) throws Exception {
    Path page =
        folder.resolve(module).resolve("target/tcpunit/report/it.T").resolve(test + ".html");
    Files.createDirectories(page.getParent());
    Files.writeString(
        page,
        """
        <title>it.T.%s</title>
        <meta name="tcpunit-outcome" content="failed">
        <meta name="tcpunit-summary" content="but it was reset">
        """
            .formatted(test));
  }

  @Test
  void should_list_the_pages_of_all_modules_in_the_folder_of_the_topmost() throws Exception {
    MavenProject top = module("all");
    leavePage("one", "a");
    leavePage("two", "b");
    var pages = new ModulePages(List.of(top, module("one"), module("two"), module("empty")), top);

    Path index = folder.resolve("all/target/tcpunit/report/index.html");
    then(pages.writeIndex()).contains(index);
    then(index)
        .content()
        .contains("<h2>one</h2>", "href=\"../../../../one/target/tcpunit/report/it.T/a.html\"")
        .contains("<h2>two</h2>", "href=\"../../../../two/target/tcpunit/report/it.T/b.html\"")
        .doesNotContain("<h2>empty</h2>", "<h2>all</h2>");
  }

  @Test
  void should_write_none_where_no_test_has_left_a_page() throws Exception {
    MavenProject top = module("all");

    then(new ModulePages(List.of(top, module("one")), top).writeIndex()).isEmpty();
    then(folder.resolve("all")).doesNotExist();
  }

  @Test
  void should_leave_a_single_module_the_index_that_its_tests_write() throws Exception {
    leavePage("one", "a");
    MavenProject one = module("one");

    then(new ModulePages(List.of(one), one).writeIndex()).isEmpty();
    then(folder.resolve("one/target/tcpunit/report/index.html")).doesNotExist();
  }
}
