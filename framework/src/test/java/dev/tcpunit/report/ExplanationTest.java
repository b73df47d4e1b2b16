package dev.tcpunit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tcpunit.analysis.AnalysisOptions;
import dev.tcpunit.analysis.Traces;
import dev.tcpunit.trace.Connection;
import java.io.PrintWriter;
import java.io.Writer;
import org.junit.jupiter.api.Test;

class ExplanationTest {
  @Test
  void should_tell_an_upload_step_by_step() {
    assertThat(explained(Texts.UPLOAD)).isEqualTo(Texts.resource("upload.explained.txt"));
  }

  @Test
  void should_tell_of_loss_keep_alives_and_an_abort() {
    assertThat(explained(Texts.TROUBLE)).isEqualTo(Texts.resource("trouble.explained.txt"));
  }

  @Test
  void should_tell_that_a_connection_was_refused() {
    assertThat(explained(Texts.REFUSED)).isEqualTo(Texts.resource("refused.explained.txt"));
  }

  @Test
  void should_tell_that_the_capture_began_in_the_middle() {
    assertThat(explained(Texts.MIDDLE)).isEqualTo(Texts.resource("middle.explained.txt"));
  }

  @Test
  void should_refuse_to_explain_without_segments() {
    Connection connection =
        Traces.parseTcpdump(Texts.MIDDLE, AnalysisOptions.SUMMARY).connections().get(0);
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    assertThatThrownBy(() -> Explanation.write(connection, nowhere))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the analysis kept no segments of 10.0.0.1:40000 > 10.0.0.2:80");
  }

  private static String explained(String conversation) {
    Connection connection = Texts.trace(conversation).connections().get(0);
    return Texts.written(out -> Explanation.write(connection, out));
  }
}
