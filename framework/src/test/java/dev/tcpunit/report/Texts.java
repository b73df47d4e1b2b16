package dev.tcpunit.report;

import dev.tcpunit.analysis.Traces;
import dev.tcpunit.trace.Trace;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Conversations in tcpdump's words, and what is written of them. */
final class Texts {
  /** An upload of 3000 bytes whose last segment a timer sends again, then a clean end. */
  static final String UPLOAD = resource("upload.txt");

  /** Loss that three duplicate ACKs tell of, then keep-alives that end in a RST. */
  static final String TROUBLE = resource("trouble.txt");

  /** A refused connection, between addresses that fill the line. */
  static final String REFUSED = resource("refused.txt");

  /** A connection that was there before. */
  static final String MIDDLE = resource("middle.txt");

  private Texts() {}

  static String resource(String name) {
    try (InputStream in = Texts.class.getResourceAsStream("/reports/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  static Trace trace(String... conversations) {
    return Traces.parseTcpdump(String.join("", conversations));
  }

  static String written(Consumer<PrintWriter> report) {
    StringWriter text = new StringWriter();
    report.accept(new PrintWriter(text));
    return text.toString().replace(System.lineSeparator(), "\n");
  }
}
