package dev.tcpunit.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.baseline.BaselineResult.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselineFilesTest {
  private static final String TEXT =
      FingerprintWriter.HEAD + "\nruns : 1\nconnections = %s\nrefused = %s\n";

  @TempDir Path folder;

  private Status compare(BaselineMode mode, boolean ci, String connections, String refused)
      throws IOException {
    return files(mode, ci).compare("upload", run(connections, refused)).status();
  }

  private BaselineFiles files(BaselineMode mode, boolean ci) {
    return new BaselineFiles(
        folder.resolve("committed"), folder.resolve("output"), "a.Test", mode, ci);
  }

  private static Fingerprint run(String connections, String refused) {
    return Fingerprint.parse(TEXT.formatted(connections, refused));
  }

  private String committed() throws IOException {
    return Files.readString(folder.resolve("committed/a.Test/upload.tcp"));
  }

  private Path pending() {
    return folder.resolve("output/a.Test/upload.tcp.new");
  }

  @Test
  void should_write_what_is_missing_and_say_so_once() throws IOException {
    assertThat(compare(BaselineMode.AUTO, false, "1", "0")).isEqualTo(Status.CREATED);
    assertThat(compare(BaselineMode.AUTO, false, "1", "0")).isEqualTo(Status.AS_RECORDED);
    assertThat(Status.CREATED.holds()).isFalse();
    assertThat(Status.AS_RECORDED.holds()).isTrue();
  }

  @Test
  void should_write_nothing_on_a_build_server_unless_told_to() throws IOException {
    assertThat(compare(BaselineMode.AUTO, true, "1", "0")).isEqualTo(Status.MISSING);
    assertThat(compare(BaselineMode.RATCHET, true, "1", "0")).isEqualTo(Status.MISSING);
    assertThat(compare(BaselineMode.NONE, false, "1", "0")).isEqualTo(Status.MISSING);
    assertThat(folder.resolve("committed")).doesNotExist();
    assertThat(pending()).exists();

    assertThat(compare(BaselineMode.UPDATE, true, "1", "0")).isEqualTo(Status.UPDATED);
    assertThat(committed()).contains("connections = 1\n");
    assertThat(pending()).doesNotExist();
  }

  @Test
  void should_never_overwrite_what_differs() throws IOException {
    compare(BaselineMode.AUTO, false, "1", "0");

    for (BaselineMode mode : new BaselineMode[] {BaselineMode.AUTO, BaselineMode.RATCHET}) {
      assertThat(compare(mode, false, "2", "0")).isEqualTo(Status.DIFFERENT);
      assertThat(committed()).contains("connections = 1\n");
      assertThat(Files.readString(pending())).contains("connections = 2\n");
    }
  }

  @Test
  void should_pass_what_is_better_and_keep_it_only_if_told_to() throws IOException {
    compare(BaselineMode.AUTO, false, "1", "2");

    assertThat(compare(BaselineMode.AUTO, false, "1", "1")).isEqualTo(Status.BETTER);
    assertThat(committed()).contains("refused = 2\n");
    assertThat(compare(BaselineMode.RATCHET, false, "1", "1")).isEqualTo(Status.TIGHTENED);
    assertThat(compare(BaselineMode.AUTO, false, "1", "2")).isEqualTo(Status.DIFFERENT);
  }

  @Test
  void should_gather_runs_until_there_are_ten() throws IOException {
    for (int i = 0; i < 12; i++) {
      assertThat(compare(BaselineMode.UPDATE, false, "1", "0")).isEqualTo(Status.UPDATED);
    }

    assertThat(committed()).contains("runs : 10\n");
  }

  @Test
  void should_learn_from_repetitions_and_begin_anew_with_what_an_earlier_jvm_wrote()
      throws IOException {
    compare(BaselineMode.UPDATE, false, "1", "0");
    compare(BaselineMode.UPDATE, false, "2", "0");
    assertThat(committed()).contains("runs : 2\n", "connections = 1 | 2\n");

    Path earlier = folder.resolve("earlier/a.Test/upload.tcp");
    Files.createDirectories(earlier.getParent());
    Files.writeString(earlier, run("1", "0").toString());
    new BaselineFiles(
            folder.resolve("earlier"),
            folder.resolve("output"),
            "a.Test",
            BaselineMode.UPDATE,
            false)
        .compare("upload", run("2", "0"));
    assertThat(Files.readString(earlier)).contains("runs : 1\n", "connections = 2\n");
  }

  @Test
  void should_keep_the_runs_that_are_as_recorded() throws IOException {
    compare(BaselineMode.AUTO, false, "1", "0");
    assertThat(runs()).doesNotExist();
    compare(BaselineMode.AUTO, false, "1", "0");
    compare(BaselineMode.AUTO, false, "1", "0");
    compare(BaselineMode.AUTO, false, "2", "0");
    assertThat(runs()).content().contains("runs : 2\n", "connections = 1\n");
  }

  @Test
  void should_not_take_the_runs_of_one_baseline_for_those_of_another() throws IOException {
    compare(BaselineMode.AUTO, false, "1", "0");
    compare(BaselineMode.AUTO, false, "1", "0");
    String first = committed();
    Path runsOfFirst = runs();

    for (String other :
        List.of(
            first.replace("connections = 1", "connections = 2"),
            first.replace("connections = 1", "connections = 1 | 2"),
            first + "# looked at\n",
            first.replace("refused = 0\n", ""))) {
      Files.writeString(folder.resolve("committed/a.Test/upload.tcp"), other);
      assertThat(runs()).doesNotExist();
      compare(BaselineMode.AUTO, false, other.contains("= 2") ? "2" : "1", "0");
      assertThat(runs()).content().contains("runs : 1\n");
    }
    Files.writeString(folder.resolve("committed/a.Test/upload.tcp"), first);
    assertThat(runs()).isEqualTo(runsOfFirst);

    compare(BaselineMode.UPDATE, false, "1", "0");
    assertThat(runs()).doesNotExist();
  }

  private Path runs() throws IOException {
    return BaselineFiles.runs(
        folder.resolve("committed/a.Test/upload.tcp"), folder.resolve("output/a.Test"));
  }

  @Test
  void should_note_what_was_asked_for() throws IOException {
    compare(BaselineMode.NONE, false, "1", "0");

    assertThat(folder.resolve("output/a.Test/upload.tcp.asked")).exists();
    assertThat(files(BaselineMode.AUTO, false).results()).isEmpty();
  }
}
