package dev.tcpunit.maven;

import static org.assertj.core.api.BDDAssertions.then;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselineRatesTest {
  @TempDir Path folder;

  private void write(String file, int runs, String first) throws IOException {
    Path path = folder.resolve(file);
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
    write("committed/a.Test/same.tcp", 10, "client 8 | server 2");
    write("output/a.Test/same.tcp.runs", 12, "client 7 | server 5");
    write("committed/a.Test/other.tcp", 10, "client 10");
    write("output/a.Test/other.tcp.runs", 10, "server 10");

    BaselineRates rates = rates(10);

    then(rates.changed())
        .containsExactly(
            "a.Test/other: connection 1, first to close: client 10 -> server 10 (p < 0.0001)");
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
    write("committed/a.Test/new.tcp", 10, "client 10");
    write("committed/a.Test/once.tcp", 1, "client 1");
    write("output/a.Test/once.tcp.runs", 10, "server 10");

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
}
