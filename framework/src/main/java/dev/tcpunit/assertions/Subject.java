package dev.tcpunit.assertions;

import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Trace;
import org.assertj.core.api.AssertFactory;
import org.assertj.core.api.InstanceOfAssertFactory;
import org.assertj.core.api.SoftAssertionsProvider;

/**
 * What can be asserted on, and how its assertions are made.
 *
 * @param type what it is
 * @param assertType its assertions
 * @param factory makes assertions that fail at once
 * @param <A> what it is
 * @param <S> its assertions
 */
record Subject<A, S extends RuleAssert<S, A>>(
    Class<A> type, Class<S> assertType, AssertFactory<A, S> factory) {
  static final Subject<Trace, TraceAssert> TRACE =
      new Subject<>(Trace.class, TraceAssert.class, TraceAssert::new);
  static final Subject<Connection, ConnectionAssert> CONNECTION =
      new Subject<>(Connection.class, ConnectionAssert.class, ConnectionAssert::new);
  static final Subject<Flow, FlowAssert> FLOW =
      new Subject<>(Flow.class, FlowAssert.class, FlowAssert::new);

  /** Assertions whose failures are collected. */
  S softly(A actual, SoftAssertionsProvider softly) {
    S assertion = softly.proxy(assertType, type, actual);
    RuleAssert<S, A> soft = assertion;
    soft.partsAreCollectedBy(softly);
    return assertion;
  }

  /** For {@code asInstanceOf} and {@code extracting}. */
  InstanceOfAssertFactory<A, S> instanceOf() {
    return new InstanceOfAssertFactory<>(type, factory);
  }
}
