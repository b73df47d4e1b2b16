package dev.tcpunit.internal.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class PrivateFilesTest {
  @TempDir Path folder;

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private Path readableByAll(String name) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "readable by all");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
  }

  @Test
  void should_let_nobody_else_read_a_new_file_or_enter_a_new_folder() throws IOException {
    Path file = folder.resolve("a/b/new.txt");
    PrivateFiles.replace(file).close();
    assertThat(permissions(file)).isEqualTo("rw-------");
    assertThat(permissions(folder.resolve("a"))).isEqualTo("rwx------");
    assertThat(permissions(folder.resolve("a/b"))).isEqualTo("rwx------");
  }

  @Test
  void should_let_nobody_else_read_a_file_that_takes_the_place_of_one() throws IOException {
    Path file = readableByAll("old.pcapng");
    PcapngWriter.create(file, "new").close();
    assertThat(permissions(file)).isEqualTo("rw-------");
    assertThat(file).content(StandardCharsets.ISO_8859_1).contains("new");

    Path page = readableByAll("page.html");
    WholeFile.writePrivate(page, "new");
    assertThat(permissions(page)).isEqualTo("rw-------");
    assertThat(page).hasContent("new");
    assertThat(folder).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void should_not_be_led_elsewhere_by_a_link() throws IOException {
    Path elsewhere = readableByAll("elsewhere");
    Path link = Files.createSymbolicLink(folder.resolve("link"), elsewhere);
    PrivateFiles.replaceText(link).close();
    assertThat(elsewhere).hasContent("readable by all");
    assertThat(link).isRegularFile().isEmptyFile();

    Path nowhere = folder.resolve("nowhere");
    Path dangling = Files.createSymbolicLink(folder.resolve("dangling"), nowhere);
    WholeFile.writePrivate(dangling, "new");
    assertThat(nowhere).doesNotExist();
    assertThat(dangling).hasContent("new");
  }

  @Test
  void should_leave_the_file_that_a_user_names_as_it_is_and_make_it_private_where_there_is_none()
      throws IOException {
    Path file = readableByAll("mine.html");
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);
    PrivateFiles.overwriteText(link).append("new").close();
    assertThat(file).hasContent("new");
    assertThat(permissions(file)).isEqualTo("rw-r--r--");

    Path made = folder.resolve("made.html");
    PrivateFiles.overwriteText(made).close();
    assertThat(permissions(made)).isEqualTo("rw-------");
  }

  @Test
  void should_say_that_a_folder_is_a_file() throws IOException {
    Path file = readableByAll("file");
    assertThatThrownBy(() -> PrivateFiles.replace(file.resolve("new")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString());
  }
}
