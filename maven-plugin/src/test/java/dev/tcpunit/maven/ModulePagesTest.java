package dev.tcpunit.maven;

import static java.nio.file.attribute.PosixFilePermissions.asFileAttribute;
import static org.assertj.core.api.BDDAssertions.then;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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
    var pages = new ModulePages(List.of(top, module("one"), module("two"), module("empty")));

    Path index = folder.resolve("all/target/tcpunit/report/index.html");
    then(pages.writeIndex(top)).contains(index);
    then(index)
        .content()
        .contains("<h2>one</h2>", "href=\"../../../../one/target/tcpunit/report/it.T/a.html\"")
        .contains("<h2>two</h2>", "href=\"../../../../two/target/tcpunit/report/it.T/b.html\"")
        .doesNotContain("<h2>empty</h2>", "<h2>all</h2>");
  }

  @Test
  void should_write_none_where_no_test_has_left_a_page() throws Exception {
    MavenProject top = module("all");

    then(new ModulePages(List.of(top, module("one"))).writeIndex(top)).isEmpty();
    then(folder.resolve("all")).doesNotExist();
  }

  @Test
  void should_leave_a_single_module_the_index_that_its_tests_write() throws Exception {
    leavePage("one", "a");
    MavenProject one = module("one");

    then(new ModulePages(List.of(one)).writeIndex(one)).isEmpty();
    then(folder.resolve("one/target/tcpunit/report/index.html")).doesNotExist();
  }

  @Test
  void should_copy_what_a_page_leads_to_so_that_others_may_read_it() throws Exception {
    leavePage("one", "a");
    leavePage("two", "b");
    Path left = folder.resolve("one/target/tcpunit");
    Files.writeString(left.resolve("report/it.T/a.json"), "{}");
    Path capture = left.resolve("it.T/a.pcapng");
    Files.createDirectories(capture.getParent());
    Files.createFile(capture, asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Path site = folder.resolve("site/tcpunit");
    var pages = new ModulePages(List.of(module("all"), module("one"), module("two")));

    then(pages.areThere()).isTrue();
    pages.copyTo(site);

    then(site.resolve("index.html"))
        .content()
        .contains("<h2>one</h2>", "href=\"one/report/it.T/a.html\"")
        .contains("<h2>two</h2>", "href=\"two/report/it.T/b.html\"");
    then(site.resolve("one/report/it.T/a.html")).content().contains("it.T.a");
    then(site.resolve("one/report/it.T/a.json")).hasContent("{}");
    Path copy = site.resolve("one/it.T/a.pcapng");
    then(Files.getPosixFilePermissions(copy))
        .isEqualTo(Files.getPosixFilePermissions(Files.createFile(folder.resolve("any"))));
    then(site.resolve("two/it.T")).doesNotExist();
  }

  @Test
  void should_give_copies_of_a_single_module_no_folder_of_their_own() throws Exception {
    leavePage("one", "a");

    new ModulePages(List.of(module("one"))).copyTo(folder.resolve("site"));

    then(folder.resolve("site/index.html"))
        .content()
        .contains("href=\"report/it.T/a.html\"")
        .doesNotContain("<h2>");
    then(new ModulePages(List.of(module("empty"))).areThere()).isFalse();
  }
}
