package dev.tcpunit.maven;

import static org.assertj.core.api.BDDAssertions.then;

import dev.tcpunit.maven.Baselines.Baseline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselinesTest {
  private static final Baseline UPLOAD = new Baseline("a.UploadTest", "upload");
  private static final Baseline OTHER = new Baseline("b.UploadTest", "upload");

  @TempDir Path folder;

  private Baselines baselines() {
    return new Baselines(folder.resolve("committed"), folder.resolve("output"));
  }

  private void write(String file, String text) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  @Test
  void should_find_none_where_there_is_no_folder() throws IOException {
    then(baselines().accepted()).isEmpty();
    then(baselines().waiting()).isEmpty();
    then(baselines().notAskedFor()).isEmpty();
  }

  @Test
  void should_tell_which_wait_and_which_no_test_asked_for() throws IOException {
    write("committed/a.UploadTest/upload.tcp", "old");
    write("committed/b.UploadTest/upload.tcp", "old");
    write("committed/b.UploadTest/readme.txt", "no baseline");
    write("output/a.UploadTest/upload.tcp.new", "new");
    write("output/a.UploadTest/upload.tcp.asked", "");

    then(baselines().accepted()).containsExactly(UPLOAD, OTHER);
    then(baselines().waiting()).containsExactly(UPLOAD);
    then(baselines().notAskedFor()).containsExactly(OTHER);
  }

  @Test
  void should_put_what_was_seen_in_place_of_what_was_accepted() throws IOException {
    write("committed/a.UploadTest/upload.tcp", "old");
    write("output/a.UploadTest/upload.tcp.new", "new");
    write("output/b.UploadTest/upload.tcp.new", "first");

    baselines().accept(UPLOAD);
    baselines().accept(OTHER);

    then(baselines().file(UPLOAD)).hasContent("new");
    then(baselines().file(OTHER)).hasContent("first");
    then(baselines().waiting()).isEmpty();
  }

  @Test
  void should_know_one_by_its_name_and_by_its_class_and_name() {
    then(UPLOAD.isCalled("upload")).isTrue();
    then(UPLOAD.isCalled("a.UploadTest/upload")).isTrue();
    then(UPLOAD.isCalled("b.UploadTest/upload")).isFalse();
    then(UPLOAD.isCalled("up")).isFalse();
  }
}
