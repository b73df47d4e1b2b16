package dev.tcpunit.internal.html;

import java.util.Locale;

/** What shapes are drawn in: an attribute for a page without style, a class for one with. */
enum Ink {
  PLAIN("currentColor", ""),
  FAINT("#5f6368", ""),
  FINDING("#8a4b00", ""),
  RESEND("#b3261e", ""),
  LIFELINE("#5f6368", ""),
  SILENT("#5f6368", " stroke-dasharray=\"2 5\""),
  NAMED("#fdecc8", "");

  private final String colour;
  private final String more;

  Ink(String colour, String more) {
    this.colour = colour;
    this.more = more;
  }

  private String style() {
    return this == PLAIN ? "" : "class=\"" + name().toLowerCase(Locale.ROOT) + "\" ";
  }

  String stroke() {
    return style() + "stroke=\"" + colour + "\"" + more;
  }

  String fill() {
    return style() + "fill=\"" + colour + "\"";
  }
}
