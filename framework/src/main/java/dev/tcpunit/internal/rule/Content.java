package dev.tcpunit.internal.rule;

import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.HttpPart;
import dev.tcpunit.trace.HttpPart.Kind;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.TlsRecord;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** What a segment carries, where the payload is known to be HTTP/1 or TLS. */
public enum Content {
  HEAD("a head"),
  PART_OF_HEAD("a part of a head"),
  HEAD_AND_MORE("a head and some of what follows"),
  BODY("a whole body"),
  PART_OF_BODY("a part of a body"),
  CHUNK_SIZE("the size of a chunk alone"),
  CHUNK_DATA("the data of a chunk alone"),
  CHUNK_END("the line end of a chunk alone"),
  CHUNK("a whole chunk"),
  PART_OF_CHUNKS("parts of chunks"),
  TLS_RECORD("a whole TLS record"),
  PART_OF_TLS_RECORDS("parts of TLS records");

  private final String words;

  Content(String words) {
    this.words = words;
  }

  /** What the segment of a flow's sender carries; empty where that is not known. */
  public static Optional<Content> of(Flow flow, Segment segment) {
    long start = segment.seq();
    long end = start + segment.length();
    if (segment.length() == 0) {
      return Optional.empty();
    }
    List<HttpPart> http = within(flow.httpParts(), HttpPart::start, HttpPart::end, start, end);
    if (!http.isEmpty()) {
      return Optional.of(ofHttp(http, start, end));
    }
    List<TlsRecord> tls = within(flow.tlsRecords(), TlsRecord::start, TlsRecord::end, start, end);
    return tls.isEmpty() ? Optional.empty() : Optional.of(ofTls(tls.get(0), start, end));
  }

  /** Those of the parts, which follow each other, that have bytes of a segment. */
  private static <T> List<T> within(
      List<T> parts, ToLongFunction<T> starts, ToLongFunction<T> ends, long start, long end) {
    int first = countUpTo(parts, ends, start);
    int last = first;
    while (last < parts.size() && starts.applyAsLong(parts.get(last)) < end) {
      last++;
    }
    boolean known = last > first && ends.applyAsLong(parts.get(last - 1)) >= end;
    return known ? parts.subList(first, last) : List.of();
  }

  /** How many parts of a stream, which follow each other, end at an offset or before. */
  public static <T> int countUpTo(List<T> parts, ToLongFunction<T> ends, long offset) {
    int from = 0;
    int to = parts.size();
    while (from < to) {
      int middle = (from + to) / 2;
      if (ends.applyAsLong(parts.get(middle)) <= offset) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }

  private static Content ofTls(TlsRecord first, long start, long end) {
    return first.start() == start && first.end() == end ? TLS_RECORD : PART_OF_TLS_RECORDS;
  }

  private static Content ofHttp(List<HttpPart> parts, long start, long end) {
    HttpPart first = parts.get(0);
    HttpPart last = parts.get(parts.size() - 1);
    boolean whole = first.start() == start && last.end() == end;
    boolean single = parts.stream().allMatch(part -> part.kind() == first.kind());
    return switch (first.kind()) {
      case HEAD -> single ? (whole ? HEAD : PART_OF_HEAD) : HEAD_AND_MORE;
      case BODY -> single ? (whole ? BODY : PART_OF_BODY) : HEAD_AND_MORE;
      case CHUNK_SIZE -> single ? CHUNK_SIZE : whole && isChunk(parts) ? CHUNK : PART_OF_CHUNKS;
      case CHUNK_DATA -> single ? CHUNK_DATA : PART_OF_CHUNKS;
      case CHUNK_END -> single ? CHUNK_END : PART_OF_CHUNKS;
    };
  }

  private static boolean isChunk(List<HttpPart> parts) {
    return parts.size() == 3 && parts.get(2).kind() == Kind.CHUNK_END;
  }

  /** Whether an offset lies between the first and the last byte of an HTTP/1 message. */
  public static boolean isWithinHttpMessage(Flow flow, long offset) {
    return flow.httpMessages().stream().anyMatch(m -> m.start() < offset && offset < m.end());
  }

  /** A note on a segment with what that carries: {@code a head}, {@code a head: held back}. */
  public static String noted(Flow flow, Segment segment, String note) {
    String words =
        segment.from() == flow.sender() ? of(flow, segment).map(Content::words).orElse("") : "";
    return words.isEmpty() || note.isEmpty() ? words + note : words + ": " + note;
  }

  /** {@code a part of a body}. */
  public String words() {
    return words;
  }

  /** Whether it is one of the three pieces of a chunk, without the others. */
  public boolean isPieceOfChunk() {
    return this == CHUNK_SIZE || this == CHUNK_DATA || this == CHUNK_END;
  }
}
