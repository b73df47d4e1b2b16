package dev.tcpunit.internal.html;

import java.util.Locale;

/**
 * A drawing put together from lines and texts. Everything that it needs to be read stands in
 * attributes, so that it shows where a page may have no style; a class of the style sheet may
 * change colours.
 */
final class Svg {
  private static final int HEAD_LENGTH = 7;
  private static final double HEAD_WIDTH = 3.5;

  private final StringBuilder shapes = new StringBuilder();
  private final int width;

  Svg(int width) {
    this.width = width;
  }

  int length() {
    return shapes.length();
  }

  void line(double x1, double y1, double x2, double y2, Ink ink) {
    shapes.append(
        String.format(
            Locale.ROOT,
            "<line x1=\"%.0f\" y1=\"%.0f\" x2=\"%.0f\" y2=\"%.0f\" %s/>%n",
            x1,
            y1,
            x2,
            y2,
            ink.stroke()));
  }

  /** A line with a head at its end. */
  void arrow(double x1, double y1, double x2, double y2, Ink ink) {
    line(x1, y1, x2, y2, ink);
    double length = Math.hypot(x2 - x1, y2 - y1);
    double dx = (x2 - x1) / length;
    double dy = (y2 - y1) / length;
    double baseX = x2 - HEAD_LENGTH * dx;
    double baseY = y2 - HEAD_LENGTH * dy;
    shapes.append(
        String.format(
            Locale.ROOT,
            "<path d=\"M%.1f %.1fL%.1f %.1fL%.1f %.1fz\" %s/>%n",
            x2,
            y2,
            baseX - HEAD_WIDTH * dy,
            baseY + HEAD_WIDTH * dx,
            baseX + HEAD_WIDTH * dy,
            baseY - HEAD_WIDTH * dx,
            ink.fill()));
  }

  /** Where a packet ends that does not arrive. */
  void cross(double x, double y, Ink ink) {
    int arm = 6;
    line(x - arm, y - arm, x + arm, y + arm, ink);
    line(x - arm, y + arm, x + arm, y - arm, ink);
  }

  /**
   * A line of text.
   *
   * @param anchor the side at which it stands at x: {@code start}, {@code middle} or {@code end}
   */
  void text(double x, double y, String anchor, Ink ink, String words) {
    shapes.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%.0f\" y=\"%.0f\"%s %s>%s</text>%n",
            x,
            y,
            anchor.equals("start") ? "" : " text-anchor=\"" + anchor + "\"",
            ink.fill(),
            Html.escape(words)));
  }

  /** A line of text in the middle of lines, which do not run through its letters. */
  void label(double x, double y, Ink ink, String words) {
    shapes.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%.0f\" y=\"%.0f\" text-anchor=\"middle\" stroke=\"none\" %s>"
                + "<tspan stroke=\"white\" stroke-width=\"4\" paint-order=\"stroke\""
                + " class=\"halo\">%s</tspan></text>%n",
            x,
            y,
            ink.fill(),
            Html.escape(words)));
  }

  void band(double y, double height, Ink ink) {
    shapes.append(
        String.format(
            Locale.ROOT,
            "<rect x=\"0\" y=\"%.0f\" width=\"%d\" height=\"%.0f\" %s/>%n",
            y,
            width,
            height,
            ink.fill()));
  }

  /** What follows leads to a place of the page until it is ended. */
  void beginLink(String id, String target) {
    shapes.append("<a id=\"").append(id).append("\" href=\"#").append(target).append("\">\n");
  }

  void endLink() {
    shapes.append("</a>\n");
  }

  /** The whole drawing, with what it is called for those who do not see it. */
  String whole(int height, String name) {
    return String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d"
                + " %d\" role=\"group\" aria-label=\"%s\" font-family=\"monospace\""
                + " font-size=\"12\">%n",
            width,
            height,
            width,
            height,
            Html.escape(name))
        + shapes
        + "</svg>\n";
  }
}
