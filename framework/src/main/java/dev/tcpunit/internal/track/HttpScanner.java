package dev.tcpunit.internal.track;

import dev.tcpunit.trace.HttpMessage;
import dev.tcpunit.trace.HttpPart;
import dev.tcpunit.trace.HttpPart.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds where HTTP/1 messages begin and end in a flow, byte by byte in order. It stops for good at
 * bytes that are not the head of a message, and at a body without a length.
 */
final class HttpScanner {
  /** Bytes that go on longer are no head: servers accept 8 KiB, few more than 16. */
  private static final int LONGEST_HEAD = 65_536;

  private static final int MOST_MESSAGES = 1_000;
  private static final int MOST_PARTS = 1_000;
  private static final int ALL = Pattern.CASE_INSENSITIVE | Pattern.MULTILINE;

  private static final Pattern START =
      Pattern.compile("HTTP/1\\.\\d (\\d{3})[^\\r]*\\r\\n|[!-~]+ [!-~]+ HTTP/1\\.\\d\\r\\n");
  private static final Pattern LENGTH =
      Pattern.compile("^content-length:[ \\t]*(\\d{1,15})[ \\t]*$", ALL);
  private static final Pattern CHUNKED =
      Pattern.compile("^transfer-encoding:.*\\bchunked[ \\t]*$", ALL);
  private static final Pattern EXPECT = Pattern.compile("^expect:[ \\t]*100-continue[ \\t]*$", ALL);
  private static final Pattern CLOSE =
      Pattern.compile("^connection:(?:[^\\r\\n]*,)?[ \\t]*close[ \\t]*(?:,|$)", ALL);
  private static final Pattern OF_1_0 = Pattern.compile("^[^\\r\\n]*HTTP/1\\.0\\b");
  private static final Pattern KEEP_ALIVE =
      Pattern.compile("^connection:(?:[^\\r\\n]*,)?[ \\t]*keep-alive[ \\t]*(?:,|$)", ALL);

  /** What {@code http.agent} says comes before it; in brackets other clients tell of their JDK. */
  private static final Pattern URL_CONNECTION =
      Pattern.compile("^user-agent:(?:[^\\r\\n]*[ \\t])?Java/[\\w.+-]+[ \\t]*$", ALL);

  /** What comes next. */
  private enum State {
    HEAD,
    BODY,
    CHUNK_SIZE,
    CHUNK,
    TRAILER,
    NOTHING
  }

  private final List<HttpMessage> messages = new ArrayList<>();
  private final List<HttpPart> parts = new ArrayList<>();
  private State state = State.HEAD;
  private byte[] line = new byte[256];
  private int length;
  private long offset = 1;
  private long start = 1;
  private long left;

  /** The messages whose heads have come, in order. */
  List<HttpMessage> messages() {
    return List.copyOf(messages);
  }

  /** The first parts of the messages, in order. */
  List<HttpPart> parts() {
    return List.copyOf(parts);
  }

  /** Takes the bytes that come next. */
  void take(byte[] bytes, int from, int count) {
    int at = from;
    while (at < from + count && state != State.NOTHING) {
      if (state == State.BODY || state == State.CHUNK) {
        int skipped = (int) Math.min(left, from + count - at);
        skip(skipped);
        at += skipped;
      } else {
        takeByte(bytes[at]);
        at++;
      }
    }
  }

  private void skip(int count) {
    offset += count;
    left -= count;
    if (left == 0) {
      begin(state == State.BODY ? State.HEAD : State.CHUNK_SIZE);
    }
  }

  private void takeByte(byte value) {
    if (length == line.length) {
      line = Arrays.copyOf(line, 2 * length);
    }
    line[length++] = value;
    offset++;
    if (length > LONGEST_HEAD) {
      stop();
    } else if (value == '\n') {
      endLine();
    }
  }

  private void endLine() {
    switch (state) {
      case HEAD -> {
        if (length <= 2) {
          begin(State.HEAD);
        } else if (isEmptyLine()) {
          endHead(new String(line, 0, length, StandardCharsets.ISO_8859_1));
        }
      }
      case CHUNK_SIZE -> beginChunk(text());
      case TRAILER -> {
        part(Kind.CHUNK_END, offset - length, offset);
        if (length <= 2) {
          complete();
        } else {
          begin(State.TRAILER);
        }
      }
      default -> stop();
    }
  }

  /** The end of a head: two line ends in a row. */
  private boolean isEmptyLine() {
    return length >= 4 && line[length - 2] == '\r' && line[length - 3] == '\n';
  }

  private String text() {
    return new String(line, 0, length, StandardCharsets.ISO_8859_1).trim();
  }

  private void endHead(String head) {
    Matcher first = START.matcher(head);
    if (!first.lookingAt() || messages.size() == MOST_MESSAGES) {
      stop();
      return;
    }
    int status = first.group(1) == null ? 0 : Integer.parseInt(first.group(1));
    boolean chunked = CHUNKED.matcher(head).find();
    Matcher stated = LENGTH.matcher(head);
    boolean sized = !chunked && stated.find();
    long body = sized ? Long.parseLong(stated.group(1)) : 0;
    boolean endless = status >= 200 && status != 204 && status != 304 && !chunked && !sized;
    long end = chunked || endless ? Long.MAX_VALUE : offset + body;
    boolean expects = EXPECT.matcher(head).find();
    boolean closes =
        CLOSE.matcher(head).find()
            || OF_1_0.matcher(head).find() && !KEEP_ALIVE.matcher(head).find();
    boolean byUrlConnection = URL_CONNECTION.matcher(head).find();
    messages.add(new HttpMessage(start, offset, end, status, expects, closes, byUrlConnection));
    part(Kind.HEAD, start, offset);
    if (!chunked && end > offset) {
      part(Kind.BODY, offset, end);
    }
    left = body;
    begin(endless || status == 101 ? State.NOTHING : chunked ? State.CHUNK_SIZE : State.BODY);
    if (state == State.BODY && left == 0) {
      begin(State.HEAD);
    }
  }

  private void beginChunk(String size) {
    try {
      left = Long.parseLong(size.toLowerCase(Locale.ROOT).replaceFirst("[ ;].*", ""), 16);
    } catch (NumberFormatException e) {
      stop();
      return;
    }
    part(Kind.CHUNK_SIZE, offset - length, offset);
    if (left > 0) {
      part(Kind.CHUNK_DATA, offset, offset + left);
      part(Kind.CHUNK_END, offset + left, offset + left + 2);
    }
    // Each chunk ends with an end of line; after the last one come trailer fields, mostly none.
    boolean last = left == 0;
    left += 2;
    begin(last ? State.TRAILER : State.CHUNK);
  }

  private void complete() {
    HttpMessage open = messages.remove(messages.size() - 1);
    messages.add(
        new HttpMessage(
            open.start(),
            open.headEnd(),
            offset,
            open.status(),
            open.expectsContinue(),
            open.closes(),
            open.byUrlConnection()));
    begin(State.HEAD);
  }

  private void part(Kind kind, long from, long to) {
    if (parts.size() < MOST_PARTS) {
      parts.add(new HttpPart(kind, from, to));
    }
  }

  private void begin(State next) {
    state = next;
    length = 0;
    if (next == State.HEAD) {
      start = offset;
    }
  }

  private void stop() {
    state = State.NOTHING;
    line = new byte[0];
  }
}
