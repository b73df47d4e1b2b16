package dev.tcpunit.lab;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.tcpunit.assertions.Sysctl;
import dev.tcpunit.junit.CaptureTcp;
import dev.tcpunit.junit.ImpairedLink;
import dev.tcpunit.junit.Payload;
import dev.tcpunit.junit.TcpCapture;
import dev.tcpunit.kernel.KernelCounters;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.FlowCount;
import dev.tcpunit.trace.Role;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever a link does to an upload or a download: what was captured at both ends is what the
 * kernel counted, or it is said why that cannot be told. {@code -Dtcpunit.runs=20} repeats each.
 */
class KernelAccountOverLinkTest extends KernelCountingTest {
  private static final int BYTES = 100_000;
  private static final int RUNS = Integer.getInteger("tcpunit.runs", 1);
  private static final String CANNOT_TELL = "but it cannot be told";

  @Nested
  @CaptureTcp
  @ImpairedLink(delay = "2ms", seed = 7)
  class OverIpv4 extends Account {}

  @Nested
  @CaptureTcp
  @ImpairedLink(ipv6 = true, delay = "2ms", seed = 7)
  class OverIpv6 extends Account {}

  @Nested
  @CaptureTcp(payload = Payload.FULL)
  @ImpairedLink(delay = "2ms", seed = 7)
  class WithPayload extends Account {}

  /** The same however the packets go and are kept. */
  abstract class Account {
    @ParameterizedTest
    @MethodSource("dev.tcpunit.lab.KernelAccountOverLinkTest#faults")
    void should_be_the_same_or_not_be_told(
        String name, Fault fault, Role sender, Link link, TcpCapture capture) throws Exception {
      link.apply(fault.optional());
      judge(name, transfer(name, sender, link), capture);
    }

    @ParameterizedTest
    @MethodSource("dev.tcpunit.lab.KernelAccountOverLinkTest#queues")
    @ImpairedLink(rate = "1mbit")
    void should_be_the_same_where_a_queue_is_full(
        String name, Fault fault, Role sender, Link link, TcpCapture capture) throws Exception {
      link.apply(fault.optional());
      judge(name, transfer(name, sender, link), capture);
    }

    private void judge(String name, String outcome, TcpCapture capture) {
      Connection connection = capture.trace().connections().get(0);
      String told = failure(() -> assertThat(capture.trace()).matchesKernelCounters());
      String info =
          failure(() -> assertThat(capture.trace().connections().get(0)).matchesTcpInfo());
      String resent = failure(() -> assertThat(connection).hasNoRetransmissions());
      if (Boolean.getBoolean("tcpunit.print")) {
        print(name, outcome, connection, resent.isEmpty(), told, info);
      }
      assertAgrees(told);
      assertAgrees(info);
      assertThat(resent.isEmpty()).as(resent).isEqualTo(counted().retransSegs() == 0);
      assertThat(found(connection)).as(name).isEqualTo(counted().retransSegs());
      assertThat(wrongCauses(connection, counted())).as(name).isEmpty();
    }
  }

  static Stream<Object[]> faults() {
    return named(name -> !name.startsWith("limit"));
  }

  static Stream<Object[]> queues() {
    return named(name -> name.startsWith("limit"));
  }

  private static Stream<Object[]> named(Predicate<String> wanted) {
    return Stream.of(Role.values())
        .flatMap(
            sender ->
                EveryFault.named(BYTES, sender).entrySet().stream()
                    .filter(entry -> wanted.test(entry.getKey()))
                    .flatMap(entry -> Stream.generate(() -> entry).limit(RUNS))
                    .map(entry -> new Object[] {entry.getKey(), entry.getValue(), sender}));
  }

  private static String transfer(String name, Role sender, Link link) throws Exception {
    String[] outcome = {"all arrived"};
    Sysctl.with("tcp_ecn", name.startsWith("mark") ? "1" : "2")
        .during(
            () -> {
              try {
                if (sender == Role.CLIENT) {
                  Upload.over(link, BYTES);
                } else {
                  Upload.back(link, BYTES);
                }
              } catch (IOException | AssertionError | ExecutionException e) {
                outcome[0] = e.toString();
              }
            });
    return outcome[0];
  }

  /** Empty if the assertion holds. */
  private static String failure(ThrowingCallable assertion) {
    Throwable thrown = catchThrowable(assertion);
    return thrown == null ? "" : thrown.getMessage();
  }

  private static void assertAgrees(String failure) {
    assertThat(failure.isEmpty() || failure.contains(CANNOT_TELL)).as(failure).isTrue();
  }

  private void print(
      String name, String outcome, Connection connection, boolean none, String told, String info) {
    System.out.printf(
        "%-70s %s; kernel sent again %d, capture %d, none %s; counters %s; tcp_info %s%n",
        name, outcome, counted().retransSegs(), found(connection), none, state(told), state(info));
  }

  /** Causes that were given more often than the kernel counted. */
  private static List<String> wrongCauses(Connection connection, KernelCounters kernel) {
    Map<FlowCount, Long> most =
        Map.of(
            FlowCount.FAST_RETRANSMISSIONS, kernel.fastRetransmits(),
            FlowCount.TIMEOUT_RETRANSMISSIONS, kernel.timeouts() + kernel.slowStartRetransmits(),
            FlowCount.TAIL_LOSS_PROBES, kernel.lossProbes());
    return most.entrySet().stream()
        .filter(cause -> both(connection, cause.getKey()) > cause.getValue())
        .map(cause -> both(connection, cause.getKey()) + " " + cause)
        .toList();
  }

  private static long both(Connection connection, FlowCount count) {
    return connection.clientToServer().count(count) + connection.serverToClient().count(count);
  }

  private static long found(Connection connection) {
    return connection.flows().stream().mapToLong(KernelAccountOverLinkTest::resends).sum();
  }

  private static long resends(Flow flow) {
    return Stream.of(
            FlowCount.RETRANSMISSIONS, FlowCount.SYN_RETRANSMISSIONS, FlowCount.FIN_RETRANSMISSIONS)
        .mapToLong(flow::count)
        .sum();
  }

  private static String state(String failure) {
    List<String> lines = failure.lines().filter(line -> line.contains("<-")).toList();
    return failure.isEmpty() ? "hold" : failure.contains(CANNOT_TELL) ? "?" : lines.toString();
  }
}
