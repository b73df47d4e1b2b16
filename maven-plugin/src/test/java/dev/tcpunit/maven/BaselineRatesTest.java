package dev.tcpunit.maven;

import static org.assertj.core.api.BDDAssertions.then;

import dev.tcpunit.baseline.BaselineFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselineRatesTest {
  @TempDir Path folder;

  private void record(String name, int runs, String first) throws IOException {
    write(folder.resolve("committed/a.Test").resolve(name + ".tcp"), runs, first);
  }

  private void see(String name, int runs, String first) throws IOException {
    Path baseline = folder.resolve("committed/a.Test").resolve(name + ".tcp");
    write(BaselineFiles.runs(baseline, folder.resolve("output/a.Test")), runs, first);
  }

  private static void write(Path path, int runs, String first) throws IOException {
    Files.createDirectories(path.getParent());
    Files.writeString(
        path,
        "# tcpunit baseline 1\nruns : %d\n\nconnection 1 to server 1\n  first to close %% %s\n"
            .formatted(runs, first));
  }

  private BaselineRates rates(int least) throws IOException {
    return new BaselineRates(
        new Baselines(folder.resolve("committed"), folder.resolve("output")), least);
  }

  @Test
  void should_tell_which_have_changed_and_with_what_error() throws IOException {
    record("same", 10, "client 8 | server 2");
    see("same", 12, "client 7 | server 5");
    record("other", 10, "client 10");
    see("other", 10, "server 10");

    BaselineRates rates = rates(10);

    then(rates.changed())
        .containsExactly(
            "a.Test/other: connection 1, first to close: client 10 -> server 10 (p < 0.0001)");
    then(rates.failure())
        .startsWith("Rates have changed:\n  a.Test/other: connection 1")
        .endsWith("delete their files and record 10 runs anew, with -Dtcpunit.baseline=update");
    then(rates.lines())
        .contains(
            "a.Test/same: 12 runs, 10 recorded",
            "  connection 1, first to close: client 8 | server 2 -> client 7 | server 5 (p ="
                + " 0.3808)",
            "  what was never recorded is told if it is seen in 7 of 10 runs")
        .last()
        .asString()
        .contains("Fisher's exact test", "at most 1 % of the baselines");
    then(rates.tooFew()).isEmpty();
  }

  @Test
  void should_not_compare_few_runs() throws IOException {
    record("new", 10, "client 10");
    record("once", 1, "client 1");
    see("once", 10, "server 10");

    BaselineRates rates = rates(10);

    then(rates.lines()).isEmpty();
    then(rates.tooFew())
        .containsExactly(
            "a.Test/new: not compared: 10 of 10 runs recorded (tcpunit.baseline=update adds them),"
                + " 0 seen since",
            "a.Test/once: not compared: 1 of 10 runs recorded (tcpunit.baseline=update adds them),"
                + " 10 seen since");
    then(rates(2).tooFew()).hasSize(2);
  }

  @Test
  void should_not_compare_the_runs_of_an_older_baseline() throws IOException {
    record("upload", 10, "client 10");
    see("upload", 10, "client 10");
    record("upload", 10, "client 9 | server 1");

    then(rates(10).tooFew())
        .containsExactly(
            "a.Test/upload: not compared: 10 of 10 runs recorded (tcpunit.baseline=update adds"
                + " them), 0 seen since");
  }
}
