package dev.tcpunit.capture;

import org.jspecify.annotations.Nullable;

/** A capture that could not start or go on: what was tried, what happened, what to do. */
public final class CaptureException extends Exception {
  private static final long serialVersionUID = 1L;

  /** The kinds of reason, for those who decide by them. */
  public enum Reason {
    /** The user may not capture. */
    NOT_PERMITTED,
    /** A library or program that the engine needs is not installed. */
    NOT_INSTALLED,
    /** The operating system is not one that the engine works on. */
    NOT_SUPPORTED,
    /** There is no interface of that name. */
    NO_SUCH_INTERFACE,
    /** The interface is there, but down. */
    INTERFACE_DOWN,
    /** Anything else; the message says what. */
    FAILED
  }

  private final Reason reason;
  private final String tried;
  private final String happened;
  private final String remedy;

  /**
   * Makes the exception.
   *
   * @param reason the kind of reason
   * @param tried what was tried, such as {@code afpacket on lo}
   * @param happened what happened, such as {@code socket(AF_PACKET): Operation not permitted
   *     (EPERM)}; if it has several lines, so has the message
   * @param remedy what to do about it, as one sentence or command
   * @param cause the underlying error, or null
   */
  public CaptureException(
      Reason reason, String tried, String happened, String remedy, @Nullable Throwable cause) {
    super(tried + ": " + happened + (happened.contains("\n") ? "\n" : ". ") + remedy, cause);
    this.reason = reason;
    this.tried = tried;
    this.happened = happened;
    this.remedy = remedy;
  }

  /**
   * The kind of reason.
   *
   * @return never null
   */
  public Reason reason() {
    return reason;
  }

  /**
   * What was tried.
   *
   * @return such as {@code afpacket on lo}
   */
  public String tried() {
    return tried;
  }

  /**
   * What happened.
   *
   * @return the operating system's or library's words
   */
  public String happened() {
    return happened;
  }

  /**
   * What to do about it.
   *
   * @return one sentence or command
   */
  public String remedy() {
    return remedy;
  }
}
