package dev.tcpunit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tcpunit.net.Endpoint;
import dev.tcpunit.trace.Completeness;
import dev.tcpunit.trace.Trace;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class JsonReportTest {
  private static final String FLOW_TAIL =
      "\"tailLossProbes\":0,\"spuriousRetransmissions\":0,\"synRetransmissions\":0,"
          + "\"finRetransmissions\":0,\"undecided\":0,\"notAccepted\":0,\"reordered\":0,"
          + "\"networkDuplicates\":0,\"gaps\":0,"
          + "\"missingBytes\":0,\"duplicateAcks\":0,\"windowUpdates\":0,\"zeroWindows\":0,"
          + "\"zeroWindowProbes\":0,\"windowFull\":0,\"windowExceeded\":0,\"windowShrunk\":0,"
          + "\"keepAlives\":0,\"keepAliveAcks\":0,\"acksOfUnseenBytes\":0,";

  @Test
  void should_write_each_fact_by_its_name_and_leave_out_what_cannot_be_told() {
    assertThat(json(new JsonReport(), SampleTraces.resent()))
        .isEqualTo(
            "{\"schema\":2,\"source\":\"upload.pcapng\",\"packets\":28,\"tcpSegments\":7,"
                + "\"ignored\":{\"notTcp\":1,\"malformed\":2,\"fragment\":3,\"truncated\":4,"
                + "\"unsupportedLink\":5,\"tunnel\":6,\"seenBefore\":7},\"complete\":true,\"connections\":["
                + "{\"index\":0,\"client\":\"127.0.0.1:35648\",\"server\":\"127.0.0.1:8081\","
                + "\"roles\":\"SYN\",\"vantage\":\"BOTH\",\"startNanos\":1700000000000000000,"
                + "\"durationNanos\":206200000,\"segments\":7,"
                + "\"handshake\":{\"state\":\"COMPLETED\",\"rttNanos\":7000},"
                + "\"teardown\":{\"state\":\"HALF_CLOSED\",\"first\":\"CLIENT\"},"
                + "\"clientToServer\":{\"segments\":5,\"dataSegments\":2,\"bytes\":1486,"
                + "\"payloadBytes\":2972,\"acknowledgedBytes\":1486,\"retransmissions\":1,"
                + "\"fastRetransmissions\":0,\"timeoutRetransmissions\":1,"
                + FLOW_TAIL
                + "\"offloadedChecksums\":0,\"payloadSha256\":\""
                + "0123456789abcdef".repeat(4)
                + "\"},\"serverToClient\":{\"segments\":2,\"dataSegments\":0,\"bytes\":0,"
                + "\"payloadBytes\":0,\"acknowledgedBytes\":0,\"retransmissions\":0,"
                + "\"fastRetransmissions\":0,\"timeoutRetransmissions\":0,"
                + FLOW_TAIL
                + "\"badChecksums\":0,\"offloadedChecksums\":0},"
                + "\"remark\":\"1 segment was sent again without need: this machine's loopback"
                + " delivered late or in another order, and lost nothing (#5)\"}]}\n");
  }

  @Test
  void should_write_the_same_in_utf_8() {
    JsonReport report = new JsonReport().withSegments();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    report.write(SampleTraces.resent(), out);
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(json(report, SampleTraces.resent()));
  }

  @Test
  void should_hand_on_that_writing_bytes_failed() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int value) throws IOException {
            throw new IOException("no space left on device");
          }
        };
    assertThatThrownBy(() -> new JsonReport().write(SampleTraces.resent(), full))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("no space left on device");
  }

  @Test
  void should_add_the_segments_if_asked_to() {
    assertThat(json(new JsonReport().withSegments(), SampleTraces.resent()))
        .contains(
            "\"segmentList\":[{\"frame\":1,\"timeNanos\":1700000000000000000,\"from\":\"CLIENT\","
                + "\"seq\":0,\"length\":0,\"flags\":\"S\",\"kind\":\"NEW\",\"cause\":null,"
                + "\"spurious\":null},{\"frame\":2,",
            "{\"frame\":5,\"timeNanos\":1700000000206127000,\"from\":\"CLIENT\",\"seq\":1,"
                + "\"length\":1486,\"flags\":\"P.\",\"kind\":\"RETRANSMISSION\","
                + "\"cause\":\"TIMEOUT\",\"spurious\":true},");
  }

  @Test
  void should_say_what_the_capture_lacks() {
    assertThat(json(new JsonReport(), SampleTraces.trace(SampleTraces.damaged())))
        .contains(
            "\"captureDropped\":9,\"complete\":false,"
                + "\"damage\":{\"offset\":4711,\"reason\":\"the file ends \\\"early\\\"\"},"
                + "\"connections\":[]}");
  }

  @Test
  void should_not_end_as_if_it_were_whole_where_an_error_cuts_it_off() {
    JsonReport report =
        new JsonReport()
            .only(
                connection -> {
                  throw new OutOfMemoryError("meant");
                });
    StringWriter out = new StringWriter();
    assertThatThrownBy(() -> report.write(SampleTraces.resent(), out))
        .isInstanceOf(OutOfMemoryError.class);
    assertThat(out.toString()).startsWith("{").endsWith("\"connections\":[");
  }

  @Test
  void should_leave_out_connections_but_not_renumber_the_others() {
    Endpoint other = Endpoint.of(new byte[16], 443);
    Trace trace =
        SampleTraces.trace(
            Completeness.COMPLETE,
            SampleTraces.connection(0, SampleTraces.CLIENT, SampleTraces.SERVER),
            SampleTraces.connection(1, SampleTraces.CLIENT, other));
    assertThat(json(new JsonReport().only(c -> c.server().port() == 443), trace))
        .contains("\"connections\":[{\"index\":1,", "\"server\":\"[::]:443\"")
        .doesNotContain("\"index\":0");
  }

  @Test
  void should_fit_the_schema_in_every_variant() {
    Trace damaged =
        SampleTraces.trace(
            SampleTraces.damaged(),
            SampleTraces.connection(0, SampleTraces.CLIENT, Endpoint.of(new byte[16], 1)));
    for (JsonReport report : new JsonReport[] {new JsonReport(), new JsonReport().withSegments()}) {
      assertThat(TraceSchema.violationsOf(json(report, SampleTraces.resent()))).isEmpty();
      assertThat(TraceSchema.violationsOf(json(report, damaged))).isEmpty();
    }
  }

  @Test
  void should_not_fit_the_schema_with_a_name_or_value_of_its_own() {
    String json = json(new JsonReport().withSegments(), SampleTraces.resent());
    assertThat(TraceSchema.violationsOf(json.replace("\"bytes\"", "\"byte\""))).isNotEmpty();
    assertThat(TraceSchema.violationsOf(json.replace("\"TIMEOUT\"", "\"RTO\""))).isNotEmpty();
    assertThat(TraceSchema.violationsOf(json.replace("\"packets\":28,", ""))).isNotEmpty();
    assertThat(TraceSchema.violationsOf(json.replace(":28,", ":\"28\","))).isNotEmpty();
  }

  @Test
  void should_hand_on_that_writing_failed() {
    Writer full =
        new Writer() {
          @Override
          public void write(char[] buffer, int offset, int length) throws IOException {
            throw new IOException("no space left on device");
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    assertThatThrownBy(() -> new JsonReport().write(SampleTraces.resent(), full))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("no space left on device");
  }

  private static String json(JsonReport report, Trace trace) {
    StringWriter out = new StringWriter();
    report.write(trace, out);
    return out.toString();
  }
}
