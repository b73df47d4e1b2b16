package dev.tcpunit.internal.notation;

/** Says in words why a piece of text is not what it should be; the caller knows the line. */
final class NotationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotationException(String message) {
    super(message);
  }
}
