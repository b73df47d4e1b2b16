package dev.tcpunit;

import dev.tcpunit.internal.notation.Printable;
import java.util.stream.Stream;

/** What somebody who means ill may call a host, a file or a test, or send. */
public final class HostileTexts {
  private HostileTexts() {}

  public static Stream<String> all() {
    return Stream.of(
        "<script>alert(1)</script>",
        "\"onload=\"alert(1)",
        "'><img src=x onerror=alert(1)>",
        "</pre></title><style>*{display:none}</style>",
        "</script><script>alert(1)//",
        "--><!--",
        "../../etc/passwd",
        "\u001b[31mred\u001b]0;title\u0007",
        "\u202eright to left\u2066",
        "&lt;b&gt; &#x3c;script&#x3e;",
        "a\r\n::error title=b::c%0A::set-output name=d::e",
        "|a|b|\n\n# [c](javascript:alert(1)) `d` @everybody");
  }

  /** Whether each line of a text shows what it holds, and nothing else. */
  public static boolean isPrintable(String text) {
    return text.lines().allMatch(line -> Printable.of(line).equals(line));
  }
}
