package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.SoftTcpAssertions.assertSoftly;
import static dev.tcpunit.assertions.TcpInstanceOfAssertFactories.CONNECTION;
import static dev.tcpunit.assertions.Uploads.OPENED;
import static dev.tcpunit.assertions.Uploads.UPLOAD;
import static dev.tcpunit.assertions.Uploads.watchedUntil;
import static org.assertj.core.api.Assertions.allOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.tcpunit.internal.notation.Scenario;
import dev.tcpunit.trace.Completeness;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Trace;
import java.util.List;
import org.assertj.core.api.Condition;
import org.assertj.core.presentation.StandardRepresentation;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;

/** The same with AssertJ 3.27 and 4.0: the build has a profile for each. */
class SoftTcpAssertionsTest {
  private final SoftTcpAssertions softly = new SoftTcpAssertions();
  private final Connection open = watchedUntil(5000, OPENED);
  private final Connection closed = watchedUntil(5000, UPLOAD);

  /** What each collected failure expected, in short. */
  private List<String> failures() {
    return softly.errorsCollected().stream()
        .map(error -> error.getMessage().lines().filter(l -> l.startsWith("to ")).findFirst())
        .map(line -> line.orElse("something else"))
        .toList();
  }

  @Test
  void should_collect_every_failure_of_a_connection_and_of_anything_else() {
    softly.assertThat(open).hasCompletedHandshake().acksCoverAllBytes().hasCleanFin();
    softly.assertThat(404).isEqualTo(200);

    assertThat(failures())
        .containsExactly(
            "to have ACKs that cover all bytes", "to have a clean FIN", "something else");
    assertThatThrownBy(softly::assertAll)
        .hasMessageContainingAll("(3 failures)", "but nobody closed", "but was: 404");
  }

  @Test
  void should_collect_every_failure_within_navigation() {
    softly
        .assertThat(open.trace())
        .connection(c -> c.hasCleanFin().acksCoverAllBytes().hasCleanFin())
        .connectionTo(8081, c -> c.client(f -> f.hasByteCount(7).hasByteCount(8)).hasCleanFin())
        .allConnections(c -> c.server(f -> f.hasByteCount(9)).server(f -> f.hasByteCount(10)))
        .connectionTo(1, c -> c.hasCleanFin())
        .hasConnectionCount(2);

    assertThat(failures())
        .containsExactly(
            "to have a clean FIN",
            "to have ACKs that cover all bytes",
            "to have a clean FIN",
            "to carry 7 payload bytes",
            "to carry 8 payload bytes",
            "to have a clean FIN",
            "to carry 9 payload bytes",
            "to carry 10 payload bytes",
            "to have 1 connection to port 1",
            "to have 2 connections");
  }

  @Test
  void should_collect_every_failure_of_flows() {
    softly.assertThat(open).client(f -> f.hasByteCount(9).hasByteCount(10)).hasCleanFin();
    softly.assertThat(open.serverToClient()).hasByteCount(11).hasByteCount(12);

    assertThat(failures())
        .containsExactly(
            "to carry 9 payload bytes",
            "to carry 10 payload bytes",
            "to have a clean FIN",
            "to carry 11 payload bytes",
            "to carry 12 payload bytes");
  }

  @Test
  void should_collect_failures_of_conditions_and_of_satisfies_within_navigation() {
    Condition<Connection> large = new Condition<>(c -> c.segmentCount() > 100, "large");
    Condition<Connection> old = new Condition<>(c -> c.startNanos() > 100, "old");

    softly
        .assertThat(open.trace())
        .connection(
            c ->
                c.is(large)
                    .has(allOf(large, old))
                    .satisfies(x -> assertThat(x.index()).isEqualTo(3))
                    .matches(x -> x.index() == 4, "is the fifth")
                    .hasCleanFin());

    assertThat(softly.errorsCollected()).hasSize(5);
    assertThat(softly.errorsCollected().get(0)).hasMessageContaining("to be large");
    assertThat(softly.errorsCollected().get(3)).hasMessageContaining("is the fifth");
  }

  @Test
  void should_go_on_where_there_is_nothing_to_assert_on() {
    softly.assertThat((Connection) null).client(f -> f.hasByteCount(1)).hasCleanFin();
    softly.assertThat((Trace) null).connection(c -> c.hasCleanFin()).allConnections(c -> {});
    softly
        .assertThat(Scenario.trace("", 0, Completeness.COMPLETE))
        .connection(c -> c.hasCleanFin())
        .allConnections(c -> c.hasCleanFin());

    assertThat(softly.errorsCollected()).hasSize(6);
  }

  @Test
  void should_say_whether_the_last_assertion_held() {
    softly.assertThat(open).hasCompletedHandshake();
    assertThat(softly.wasSuccess()).isTrue();
    softly.assertThat(open).client(f -> f.hasByteCount(9));
    assertThat(softly.wasSuccess()).isFalse();
  }

  @Test
  void should_be_silent_where_all_holds() {
    assertSoftly(
        soft -> {
          soft.assertThat(closed).hasCompletedHandshake().client(c -> c.hasByteCount(1486));
          soft.assertThat(closed.trace()).connection(c -> c.hasCleanFin());
        });
  }

  @Test
  void should_fail_once_with_all_failures() {
    assertThatThrownBy(
            () ->
                assertSoftly(
                    soft -> {
                      soft.assertThat(open).hasCleanFin().client(c -> c.hasByteCount(1));
                      soft.assertThat("text").isEmpty();
                    }))
        .hasMessageContainingAll("(3 failures)", "nobody closed", "carry 1 payload byte", "text");
  }

  @Test
  void should_carry_descriptions_and_messages_into_parts() {
    softly.assertThat(open).as("photo").client(c -> c.hasByteCount(9)).hasCleanFin();
    softly.assertThat(open).as("photo").client(c -> c.as("its bytes").hasByteCount(9));
    softly.assertThat(open).withFailMessage("too %s", "few").client(c -> c.hasByteCount(9));

    assertThat(softly.errorsCollected())
        .extracting(Throwable::getMessage)
        .extracting(message -> message.lines().findFirst().orElseThrow().strip())
        .containsExactly("[photo]", "[photo]", "[its bytes]", "too few");
  }

  @Test
  void should_carry_the_representation_into_parts() {
    StandardRepresentation loud =
        new StandardRepresentation() {
          @Override
          public String toStringOf(Object object) {
            return "LOUD " + super.toStringOf(object);
          }
        };

    softly.assertThat(open).withRepresentation(loud).client(c -> c.isNull());

    assertThat(softly.errorsCollected()).singleElement().asString().contains("LOUD");
  }

  @Test
  void should_give_expected_and_actual_values_to_tools() {
    softly.assertThat(closed).client(c -> c.hasByteCount(9));
    softly.assertThat(closed.trace()).hasConnectionCount(3);

    assertThat(softly.errorsCollected())
        .allSatisfy(error -> assertThat(error).isInstanceOf(AssertionFailedError.class))
        .extracting(AssertionFailedError.class::cast)
        .extracting(error -> error.getExpected().getValue(), error -> error.getActual().getValue())
        .containsExactly(tuple(9L, 1486L), tuple(3, 1));
  }

  @Test
  void should_collect_what_AssertJs_own_assertions_lead_to() {
    Object result = open;

    softly.assertThat(result).asInstanceOf(CONNECTION).hasCleanFin().acksCoverAllBytes();
    softly.assertThat(result).asInstanceOf(CONNECTION).client(c -> c.hasByteCount(1));

    assertThat(failures())
        .containsExactly(
            "to have a clean FIN", "to have ACKs that cover all bytes", "to carry 1 payload byte");
  }
}
