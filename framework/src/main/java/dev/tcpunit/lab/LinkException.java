package dev.tcpunit.lab;

/** A link that could not open or go on: what was tried, what happened, what to do. */
public final class LinkException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String tried;
  private final String happened;
  private final String remedy;

  LinkException(String tried, String happened, String remedy, Throwable cause) {
    super(tried + ": " + happened + ". " + remedy, cause);
    this.tried = tried;
    this.happened = happened;
    this.remedy = remedy;
  }

  /**
   * What was tried.
   *
   * @return such as {@code open link tcpunit0}
   */
  public String tried() {
    return tried;
  }

  /**
   * What happened.
   *
   * @return the operating system's words
   */
  public String happened() {
    return happened;
  }

  /**
   * What to do about it.
   *
   * @return one or more sentences
   */
  public String remedy() {
    return remedy;
  }
}
