package dev.tcpunit.internal.html;

/** What a browser adds that lets pages have a style: nothing that is needed to read them. */
final class Style {
  static final String SHEET =
      """
      :root { color-scheme: light dark; }
      body { font: 15px/1.5 system-ui, sans-serif; margin: 0; }
      html { background: #ffffff; color: #202124; }
      main { max-width: 1040px; margin: 0 auto; padding: 1rem; }
      h1 { font-size: 1.4rem; overflow-wrap: anywhere; }
      h2 { font-size: 1.15rem; margin-top: 2rem; }
      pre, svg { display: block; max-width: 100%; overflow-x: auto; }
      svg { height: auto; }
      pre { padding: .75rem; background: #f3f4f6; border-radius: 4px; font-size: 13px; }
      pre.failure { border-left: 4px solid #b3261e; }
      table { border-collapse: collapse; font-size: 13px; width: 100%; }
      th, td { text-align: left; padding: .15rem .5rem; vertical-align: top; }
      tr { border-bottom: 1px solid #d5d7db; }
      .segments td { font-family: monospace; }
      .found td, .CANNOT_TELL td { background: #fff6e5; }
      .VIOLATED td { background: #fdeceb; }
      :target td { outline: 2px solid #1a5fb4; }
      summary { cursor: pointer; margin-top: 1rem; }
      a, a:visited { color: #1a4f9c; }
      @media screen and (prefers-color-scheme: dark) {
        html { background: #17191c; color: #e8eaed; }
        pre { background: #23262b; }
        a, a:visited { color: #9cc1ff; }
        tr { border-color: #3c4047; }
        .found td, .CANNOT_TELL td { background: #33290f; }
        .VIOLATED td { background: #3d1d1b; }
        svg .faint { fill: #b3b8bf; }
        svg .lifeline, svg .silent { stroke: #9aa0a6; }
        line.resend { stroke: #ff8a80; } text.resend, path.resend { fill: #ff8a80; }
        line.finding { stroke: #ffb74d; } text.finding, path.finding { fill: #ffb74d; }
        .halo { stroke: Canvas; }
        rect.named { fill: #4a3a12; }
      }
      @media print {
        :root { color-scheme: light; }
        main { max-width: none; padding: 0; }
        pre { overflow: visible; white-space: pre-wrap; overflow-wrap: anywhere; font-size: 11px; }
        h2 { break-after: avoid; }
        svg, figure, tr { break-inside: avoid; }
        details::details-content { content-visibility: visible; display: block; }
        a, a:visited { color: inherit; text-decoration: none; }
      }
      """;

  private Style() {}
}
