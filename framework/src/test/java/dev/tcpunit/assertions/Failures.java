package dev.tcpunit.assertions;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Expects an assertion to fail with one message, from its first to its last character. */
final class Failures {
  private Failures() {}

  static void assertFails(ThrowingCallable assertion, String message) {
    assertThatThrownBy(assertion)
        .isInstanceOf(AssertionError.class)
        .hasMessage(message.stripTrailing());
  }
}
