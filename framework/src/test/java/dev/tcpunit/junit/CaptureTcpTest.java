package dev.tcpunit.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.tcpunit.internal.live.LoopbackExchange;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.VantagePoint;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CaptureTcpTest {
  @TempDir Path directory;

  private void assertSucceeds(Class<?> type, int tests) {
    var results = new Kit(directory).run(type);

    assertThat(Kit.failures(results)).isEmpty();
    assertThat(Kit.succeeded(results)).hasSize(tests);
  }

  /** Uploads so many bytes and finds them in the capture. */
  private static void uploadAndFind(TcpCapture capture, int bytes) throws Exception {
    try (LoopbackExchange exchange = new LoopbackExchange()) {
      exchange.upload(new byte[bytes]);

      Connection connection = capture.connectionTo(exchange.port());
      assertThat(connection.clientToServer().bytes()).isEqualTo(bytes);
      assertThat(capture.connectionFrom(connection.client().port()).client())
          .isEqualTo(connection.client());
      assertThat(capture.connections()).hasSize(1);
      assertThat(capture.trace().connectionsTo(exchange.port())).hasSize(1);
    }
  }

  @CaptureTcp
  static class OnAClass {
    @Test
    void first(TcpCapture capture) throws Exception {
      uploadAndFind(capture, 1);
    }

    @Test
    void second(TcpCapture capture) throws Exception {
      uploadAndFind(capture, 2);
    }
  }

  @Test
  void should_capture_around_each_test_of_a_class() {
    assertSucceeds(OnAClass.class, 2);
  }

  static class OnAMethod {
    @Test
    @CaptureTcp
    void captured(TcpCapture capture) throws Exception {
      uploadAndFind(capture, 1);
    }

    @Test
    void not_captured() {}
  }

  @Test
  void should_capture_around_one_method() {
    assertSucceeds(OnAMethod.class, 2);
  }

  @CaptureTcp(interfaceName = "any")
  @Retention(RetentionPolicy.RUNTIME)
  @interface UploadTest {}

  @UploadTest
  static class ByAnAnnotationOfOnesOwn {
    @Test
    void captured(TcpCapture capture) throws Exception {
      uploadAndFind(capture, 1);
      assertThat(capture).asString().endsWith(" on any");
    }
  }

  @Test
  void should_capture_by_a_meta_annotation_with_its_attributes() {
    assertSucceeds(ByAnAnnotationOfOnesOwn.class, 1);
  }

  @CaptureTcp("any")
  static class WithNested {
    @Nested
    class Inner {
      @Test
      void inherits(TcpCapture capture) throws Exception {
        uploadAndFind(capture, 1);
        assertThat(capture).asString().endsWith(" on any");
      }

      @Test
      @CaptureTcp(interfaceName = "lo")
      void overrides(TcpCapture capture) throws Exception {
        uploadAndFind(capture, 1);
        assertThat(capture).asString().endsWith(" on lo");
      }
    }
  }

  @Test
  void should_let_the_nearest_annotation_come_first() {
    assertSucceeds(WithNested.class, 2);
  }

  @CaptureTcp(value = "lo", interfaceName = "any")
  static class OnTwoInterfaces {
    @Test
    void never_runs() {}
  }

  @Test
  void should_refuse_two_interfaces() {
    assertThat(Kit.failures(new Kit(directory).run(OnTwoInterfaces.class)))
        .singleElement()
        .asString()
        .endsWith(" names an interface twice: by value and by interfaceName");
  }

  @CaptureTcp
  static class Repeatedly {
    @ParameterizedTest
    @ValueSource(ints = {1, 2_000, 300_000})
    void parameterized(int bytes, TcpCapture capture) throws Exception {
      uploadAndFind(capture, bytes);
    }

    @RepeatedTest(3)
    void repeated(TcpCapture capture) throws Exception {
      uploadAndFind(capture, 7);
    }
  }

  @Test
  void should_capture_each_invocation_of_parameterized_and_repeated_tests() {
    assertSucceeds(Repeatedly.class, 6);
  }

  @CaptureTcp
  static class Dynamically {
    @TestFactory
    Stream<DynamicTest> uploads(TcpCapture capture) {
      return Stream.of(1, 2, 3).map(n -> dynamicTest("upload " + n, () -> uploadMore(capture, n)));
    }

    private static void uploadMore(TcpCapture capture, int number) throws Exception {
      try (LoopbackExchange exchange = new LoopbackExchange()) {
        exchange.upload(new byte[number]);
        assertThat(capture.connectionTo(exchange.port()).clientToServer().bytes())
            .isEqualTo(number);
        assertThat(capture.connections()).hasSize(number);
      }
    }
  }

  @Test
  void should_share_one_window_among_the_dynamic_tests_of_a_factory() {
    assertSucceeds(Dynamically.class, 3);
  }

  @CaptureTcp
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  static class OneInstance {
    private LoopbackExchange exchange;
    private LoopbackExchange.Pair openedBefore;

    @BeforeAll
    void startServer() throws Exception {
      exchange = new LoopbackExchange();
      openedBefore = exchange.open();
    }

    @AfterAll
    void stopServer() throws Exception {
      openedBefore.close();
      exchange.close();
    }

    @RepeatedTest(2)
    void owns_what_was_opened_in_the_test(TcpCapture capture) throws Exception {
      openedBefore.client.getOutputStream().write(1);
      exchange.upload(new byte[5]);

      assertThat(capture.connectionTo(exchange.port()).clientToServer().bytes()).isEqualTo(5);
    }
  }

  @Test
  void should_leave_out_connections_that_were_open_before_with_one_instance_per_class() {
    assertSucceeds(OneInstance.class, 2);
  }

  @CaptureTcp
  static class InLifecycleMethods {
    private final TcpCapture ofConstructor;
    private LoopbackExchange exchange;

    InLifecycleMethods(TcpCapture capture) throws Exception {
      ofConstructor = capture;
    }

    @BeforeEach
    void upload(TcpCapture capture) throws Exception {
      exchange = new LoopbackExchange();
      exchange.upload(new byte[3]);
      assertThat(capture).isSameAs(ofConstructor);
    }

    @Test
    void sees_what_was_opened_before_each() {
      assertThat(ofConstructor.connectionTo(exchange.port()).clientToServer().bytes()).isEqualTo(3);
    }

    @AfterEach
    void queryAgain(TcpCapture capture) throws Exception {
      exchange.upload(new byte[4]);
      assertThat(capture.connections()).hasSize(2);
      exchange.close();
    }
  }

  @Test
  void should_give_the_capture_to_constructor_and_lifecycle_methods() {
    assertSucceeds(InLifecycleMethods.class, 1);
  }

  @CaptureTcp
  static class BeforeAllTests {
    @BeforeAll
    static void start(TcpCapture capture) {}

    @Test
    void never_runs() {}
  }

  @Test
  void should_refuse_a_parameter_where_there_is_no_test() {
    assertThat(Kit.failures(new Kit(directory).run(BeforeAllTests.class)))
        .singleElement()
        .asString()
        .contains(
            "a TcpCapture is one test's: take it as a parameter of the test, of @BeforeEach or"
                + " @AfterEach, or of the constructor of a class with one instance for each test;"
                + " not of static void ");
  }

  static class ByAField {
    @RegisterExtension
    static final TcpCaptureExtension CAPTURE =
        TcpCaptureExtension.builder().interfaceName("any").payload(Payload.FULL).build();

    @Test
    void captured(TcpCapture capture) throws Exception {
      uploadAndFind(capture, 1);
      assertThat(capture).asString().endsWith(" on any");
    }
  }

  @Test
  void should_capture_by_a_registered_field() {
    assertSucceeds(ByAField.class, 1);
  }

  @CaptureTcp(payload = Payload.FULL)
  static class WithPayload {
    @Test
    void captured(TcpCapture capture) throws Exception {
      try (LoopbackExchange exchange = new LoopbackExchange()) {
        exchange.upload("hello".getBytes(StandardCharsets.US_ASCII));

        Connection connection = capture.connectionTo(exchange.port());
        assertThat(connection.clientToServer().payloadSha256())
            .hasValue("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");
        assertThat(connection.vantagePoint()).isEqualTo(VantagePoint.BOTH);
      }
    }

    @Test
    @CaptureTcp(payload = Payload.HEADERS)
    void not_captured(TcpCapture capture) throws Exception {
      try (LoopbackExchange exchange = new LoopbackExchange()) {
        exchange.upload(new byte[5]);

        assertThat(capture.connectionTo(exchange.port()).clientToServer().payloadSha256())
            .isEmpty();
      }
    }
  }

  @Test
  void should_keep_the_payload_only_where_it_is_asked_for() {
    assertSucceeds(WithPayload.class, 2);
  }

  @CaptureTcp
  static class Twice {
    @RegisterExtension final TcpCaptureExtension field = TcpCaptureExtension.builder().build();

    @Test
    void never_runs() {}
  }

  @Test
  void should_refuse_to_capture_a_test_twice() {
    assertThat(Kit.failures(new Kit(directory).run(Twice.class)))
        .isEqualTo(
            List.of(
                "dev.tcpunit.junit.CaptureTcpTest.Twice.never_runs is captured twice: use either"
                    + " @CaptureTcp or one TcpCaptureExtension field"));
  }

  @CaptureTcp(ports = 1)
  static class OfOtherPorts {
    @Test
    void leaves_out_what_is_not_named(TcpCapture capture) throws Exception {
      try (LoopbackExchange named = new LoopbackExchange();
          LoopbackExchange other = new LoopbackExchange()) {
        capture.ownPorts(named.port());
        named.upload(new byte[1]);
        other.upload(new byte[1]);

        assertThat(capture.connections())
            .singleElement()
            .returns(named.port(), connection -> connection.server().port());
      }
    }
  }

  @Test
  void should_leave_out_connections_to_ports_that_are_not_named() {
    assertSucceeds(OfOtherPorts.class, 1);
  }

  @Test
  void should_take_settings_from_configuration_parameters() {
    var kit = new Kit(directory).with("tcpunit.settleTimeout", "soon");

    assertThat(Kit.failures(kit.run(OnAMethod.class)))
        .isEqualTo(
            List.of(
                "setting tcpunit.settleTimeout must be a time like 2s or 500ms, but is \"soon\""));
  }
}
