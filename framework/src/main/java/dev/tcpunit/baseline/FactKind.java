package dev.tcpunit.baseline;

import java.util.Optional;
import java.util.stream.Stream;

/** How a fact is compared with the same fact of another run. */
public enum FactKind {
  /** It is the same in every run of the same client: any other value is a difference. */
  EXACT("="),
  /**
   * A number of bytes that may vary a little, as the head of a request does with the version in its
   * User-Agent.
   */
  TOLERANT("~"),
  /** It differs from run to run, so that one run alone says nothing: only how often is known. */
  RATE("%"),
  /** One of a few classes, in an order in which less is better. */
  CLASS("is"),
  /** Never compared: it may explain why other facts differ. */
  INFORMATIVE(":");

  private final String sign;

  FactKind(String sign) {
    this.sign = sign;
  }

  /**
   * What stands between name and value in the text.
   *
   * @return such as {@code =}
   */
  public String sign() {
    return sign;
  }

  static Optional<FactKind> of(String sign) {
    return Stream.of(values()).filter(kind -> kind.sign.equals(sign)).findFirst();
  }
}
