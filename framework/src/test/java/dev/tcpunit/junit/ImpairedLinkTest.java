package dev.tcpunit.junit;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static dev.tcpunit.lab.Faults.drop;
import static dev.tcpunit.lab.Packets.clientData;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.Requires;
import dev.tcpunit.analysis.Traces;
import dev.tcpunit.assertions.Sysctl;
import dev.tcpunit.lab.Link;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Trace;
import dev.tcpunit.trace.VantagePoint;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.net.NetworkInterface;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.testkit.engine.EngineExecutionResults;

/** Links that annotations ask for, with a capture on them and without. */
class ImpairedLinkTest {
  private static final List<Link> OPENED = new ArrayList<>();
  private static final int BYTES = 20_000;

  @TempDir Path directory;

  @BeforeEach
  void forget() {
    OPENED.clear();
  }

  private static void upload(Link link) throws Exception {
    OPENED.add(link);
    try (LinkUpload upload = new LinkUpload(link)) {
      upload.send(BYTES);
    }
  }

  @ImpairedLink(delay = "1ms")
  static class OnClass {
    @BeforeEach
    void prepare(Link link) {
      OPENED.add(link);
    }

    @Test
    void of_its_class(Link link) throws Exception {
      upload(link);
    }

    @Test
    @ImpairedLink(mtu = 576)
    void of_its_method(Link link) throws Exception {
      upload(link);
    }

    @Nested
    class Inner {
      @Test
      void of_the_enclosing_class(Link link) throws Exception {
        upload(link);
      }
    }
  }

  @Test
  void should_give_each_test_a_link_of_its_own_that_is_gone_afterwards() throws Exception {
    EngineExecutionResults results = new Kit(directory).run(OnClass.class);

    assertThat(Kit.failures(results)).isEmpty();
    assertThat(Kit.succeeded(results)).hasSize(3);
    // Each link twice: as BeforeEach and as the test got it.
    assertThat(OPENED).hasSize(6);
    assertThat(OPENED.stream().distinct()).hasSize(3);
    for (Link link : OPENED) {
      assertThat(NetworkInterface.getByName(link.interfaceName())).isNull();
    }
  }

  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.METHOD, ElementType.PARAMETER})
  @ImpairedLink(delay = "2ms")
  @interface SlowLink {}

  static class OnParameters {
    @Test
    void two_links(@SlowLink Link slow, @ImpairedLink(ipv6 = true) Link other) throws Exception {
      upload(slow);
      upload(other);
    }

    @Test
    @SlowLink
    void by_an_annotation_of_ones_own(Link link) throws Exception {
      upload(link);
    }
  }

  @Test
  void should_open_a_link_for_each_annotated_parameter() {
    EngineExecutionResults results = new Kit(directory).run(OnParameters.class);

    assertThat(Kit.failures(results)).isEmpty();
    assertThat(OPENED.stream().distinct()).hasSize(3);
  }

  static class NoAnnotation {
    @Test
    @ImpairedLink
    void annotated(Link link) throws Exception {
      upload(link);
    }

    @Nested
    @ImpairedLink(loss = 2)
    class Impossible {
      @Test
      void never_runs(Link link) throws Exception {
        upload(link);
      }
    }
  }

  @Test
  void should_name_the_annotation_if_a_value_is_impossible() {
    List<String> failures = Kit.failures(new Kit(directory).run(NoAnnotation.class));

    assertThat(failures).hasSize(1);
    assertThat(failures.get(0)).contains("loss", "2.0");
  }

  static class OneInstance {
    @BeforeAll
    static void too_early(@ImpairedLink Link link) {
      OPENED.add(link);
    }

    @Test
    void never_runs() {}
  }

  @Test
  void should_say_where_a_link_can_be_taken_if_it_is_asked_for_too_early() {
    assertThat(Kit.failures(new Kit(directory).run(OneInstance.class)))
        .singleElement()
        .asString()
        .contains("a Link is one test's", "too_early");
  }

  @CaptureTcp
  static class Captured {
    @Test
    @ImpairedLink(delay = "2ms")
    void captures_both_ends(TcpCapture capture, Link link) throws Exception {
      OPENED.add(link);
      try (LinkUpload upload = new LinkUpload(link)) {
        link.apply(drop(clientData().number(3)));
        upload.send(BYTES);

        Connection client = capture.connectionTo(upload.port());
        assertThat(client.vantagePoint()).isEqualTo(VantagePoint.BOTH);
        assertThat(client.atClient().vantagePoint()).isEqualTo(VantagePoint.CLIENT);
        assertThat(client.clientToServer().transit().lost()).hasSize(1);
        assertThat(client.clientToServer().transit().delaysNanos().min().orElseThrow())
            .isGreaterThanOrEqualTo(2_000_000);
        assertThat(client.clientToServer().retransmissions()).isEqualTo(1);
        assertThat(client).acksCoverAllBytes().hasCleanFin();
        assertThat(client.atServer()).hasCompletedHandshake().hasCleanFin();
        assertThat(client).client(flow -> flow.retransmitsOnlyLostSegments());
        assertThat(capture.trace()).hasSingleConnection();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"afpacket", "pcap4j"})
  void should_hold_both_views_in_capture_and_artifact(String engine) throws Exception {
    if (engine.equals("pcap4j")) {
      Requires.libpcap();
    }
    Kit kit = new Kit(directory).with("tcpunit.engine", engine).with("tcpunit.artifacts", "always");

    List<String> failures = new ArrayList<>();
    // No probe and no time-out: threads that do not get to run hold ACKs back.
    Sysctl.with("tcp_early_retrans", "0")
        .and("tcp_rto_min_us", "5000000")
        .during(() -> failures.addAll(Kit.failures(kit.run(Captured.class))));

    assertThat(failures).isEmpty();
    Path file =
        directory
            .resolve(Captured.class.getName().replace('$', '.'))
            .resolve("captures_both_ends.pcapng");
    Trace read = Traces.read(file);
    assertThat(read).hasSingleConnection();
    Connection client = read.connections().get(0);
    assertThat(client.clientToServer().transit().lost()).hasSize(1);
    assertThat(client.atServer()).hasCleanFin();
    assertThat(client).client(flow -> flow.retransmitsOnlyLostSegments());
  }

  static class MissingTheFault {
    @Test
    @ImpairedLink
    void drops_what_never_comes(Link link) throws Exception {
      link.apply(drop(clientData().first()));
      link.apply(drop(clientData().number(999)));
      link.apply(drop(clientData().number(998)).optional());
      upload(link);
    }
  }

  @Test
  void should_fail_a_test_whose_fault_never_struck_and_list_those_that_did() {
    assertThat(Kit.failures(new Kit(directory).run(MissingTheFault.class)))
        .singleElement()
        .asString()
        .isEqualTo(
            """
            Expecting every fault on the link of
              dev.tcpunit.junit.ImpairedLinkTest.MissingTheFault.drops_what_never_comes
            to strike a packet
            but 1 never did:
              drop client data 999
            while these struck:
              drop client data 1: connection 1, client [.] 1:1449
            look for: did the test send so much, over the link, and after the fault was applied?
              Fault.optional() lets a fault miss.\
            """);
  }
}
