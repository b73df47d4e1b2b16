package dev.tcpunit.assertions;

import dev.tcpunit.dynamics.Limit;
import dev.tcpunit.net.Endpoint;
import dev.tcpunit.pattern.SegmentPattern;
import dev.tcpunit.trace.ConnectionState;
import dev.tcpunit.trace.RetransmissionCause;
import dev.tcpunit.trace.Role;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Makes every assertion that takes parameters, each with the same values, and keeps its answer. */
final class AssertionsWithParameters {
  /** Of each kind one that some traffic meets and other traffic does not. */
  private static final Map<Class<?>, Object> VALUES =
      Map.ofEntries(
          Map.entry(int.class, 2),
          Map.entry(long.class, 1000L),
          Map.entry(double.class, 0.5),
          Map.entry(Duration.class, Duration.ofMillis(50)),
          Map.entry(String.class, "ShADaFfA"),
          Map.entry(byte[].class, LinkTraffic.payload()),
          Map.entry(Path.class, Path.of("pom.xml")),
          Map.entry(Role.class, Role.CLIENT),
          Map.entry(Limit.class, Limit.APPLICATION),
          Map.entry(ConnectionState.class, ConnectionState.SF),
          Map.entry(RetransmissionCause.class, RetransmissionCause.FAST),
          Map.entry(SegmentPattern.class, SegmentPattern.of("> S  < S.  > .  ...  > F.  ...")),
          Map.entry(Endpoint[].class, new Endpoint[] {Endpoint.of(new byte[] {127, 0, 0, 1}, 1)}));

  /** Of two that take text, what they say to other text than the history of a connection. */
  private static final Map<String, String> TEXTS =
      Map.of("follows", "> S  < S.  > .  ( > data | < . )*", "hasPayloadSha256", "00".repeat(32));

  private AssertionsWithParameters() {}

  /** What each says of it: that it holds, or its message. */
  static List<String> answers(TraceAssert assertion) {
    return answers(TraceAssert.class, assertion);
  }

  static List<String> answers(ConnectionAssert assertion) {
    return answers(ConnectionAssert.class, assertion);
  }

  static List<String> answers(FlowAssert assertion) {
    return answers(FlowAssert.class, assertion);
  }

  private static List<String> answers(Class<?> type, Object assertion) {
    List<String> answers = new ArrayList<>();
    AssertionSource.methods(type).stream()
        .filter(method -> method.getParameterCount() > 0 && !navigates(method))
        .sorted(Comparator.comparing(Method::toString))
        .forEach(method -> answers.add(method.getName() + ": " + answer(method, assertion)));
    return answers;
  }

  private static boolean navigates(Method method) {
    return Arrays.asList(method.getParameterTypes()).contains(Consumer.class);
  }

  private static String answer(Method method, Object assertion) {
    try {
      method.invoke(
          assertion,
          Arrays.stream(method.getParameterTypes()).map(type -> value(method, type)).toArray());
      return "holds";
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof AssertionError failure) {
        return failure.getMessage();
      }
      throw new IllegalStateException(method.toString(), e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object value(Method method, Class<?> type) {
    Object value =
        type == String.class && TEXTS.containsKey(method.getName())
            ? TEXTS.get(method.getName())
            : VALUES.get(type);
    if (value == null) {
      throw new IllegalStateException("no value for a " + type + ", which " + method + " takes");
    }
    return value;
  }
}
