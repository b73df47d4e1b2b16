package dev.tcpunit.internal.rule.size;

import dev.tcpunit.internal.rule.Content;
import dev.tcpunit.internal.rule.SentSegments;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Remedy;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.HttpPart;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.TlsRecord;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** What the data segments of a flow tell of its program's writes, where they are small. */
final class SmallSegments {
  private static final int MOST_LISTED = 4;

  /** Half of the most that a record carries (RFC 8446 section 5.1). */
  private static final long LARGE_RECORD = 8_192;

  private final Flow flow;
  private final List<Segment> data;
  private final List<Content> contents;

  private SmallSegments(Flow flow) {
    this.flow = flow;
    data = SentSegments.of(List.of(flow), segment -> segment.length() > 0);
    contents = data.stream().flatMap(segment -> Content.of(flow, segment).stream()).toList();
  }

  /**
   * Adds how long the segments are, what they carry, and what to look for.
   *
   * @param least the bytes that a segment should have
   */
  static Finding explain(Finding found, Flow flow, long least) {
    return flow.connection().keepsSegments()
        ? new SmallSegments(flow).explain(found, least)
        : found.lookFor(Remedy.BUFFER_WRITES);
  }

  private Finding explain(Finding found, long least) {
    List<Integer> lengths = data.stream().map(Segment::length).toList();
    found.fact("evidence", "their lengths: " + mostCommon(lengths, n -> Wording.count(n, "byte")));
    if (!contents.isEmpty()) {
      found.fact("evidence", "they carry " + mostCommon(contents, Content::words));
    }
    remedies(least).forEach(found::lookFor);
    return found;
  }

  /** {@code 5 bytes 9 times, 2 bytes twice and 3 others}. */
  private static <T extends Comparable<T>> String mostCommon(
      List<T> values, Function<T, String> words) {
    Map<T, Long> counts =
        values.stream()
            .collect(Collectors.groupingBy(each -> each, TreeMap::new, Collectors.counting()));
    List<Entry<T, Long>> shown =
        counts.entrySet().stream()
            .sorted(Entry.<T, Long>comparingByValue(Comparator.reverseOrder()))
            .limit(MOST_LISTED)
            .toList();
    long left = values.size() - shown.stream().mapToLong(Entry::getValue).sum();
    List<String> listed =
        shown.stream()
            .map(e -> words.apply(e.getKey()) + " " + Wording.times(e.getValue()))
            .toList();
    return left == 0
        ? Wording.join(listed)
        : String.join(", ", listed) + " and " + Wording.count(left, "other");
  }

  private List<Remedy> remedies(long least) {
    LongStream records = flow.tlsRecords().stream().mapToLong(TlsRecord::length);
    if (areShorter(records, Math.min(least, LARGE_RECORD))) {
      return List.of(Remedy.BUFFER_TLS_WRITES);
    }
    LongStream chunks =
        flow.httpParts().stream()
            .filter(part -> part.kind() == HttpPart.Kind.CHUNK_DATA)
            .mapToLong(part -> part.end() - part.start());
    if (areShorter(chunks, least)) {
      return areChunksCut()
          ? List.of(Remedy.WRITE_WHOLE_CHUNKS, Remedy.LARGER_CHUNKS)
          : List.of(Remedy.LARGER_CHUNKS);
    }
    long single = data.stream().filter(segment -> segment.length() == 1).count();
    return List.of(2 * single > data.size() ? Remedy.BUFFER_BYTES : Remedy.BUFFER_WRITES);
  }

  /** Whether there are any whose average length is below this. */
  private static boolean areShorter(LongStream lengths, long bytes) {
    return lengths.average().orElse(Long.MAX_VALUE) < bytes;
  }

  /** Whether more pieces of chunks left alone than whole chunks did. */
  private boolean areChunksCut() {
    long whole = contents.stream().filter(Content.CHUNK::equals).count();
    return contents.stream().filter(Content::isPieceOfChunk).count() > whole;
  }
}
