package dev.tcpunit.internal.notation;

import dev.tcpunit.analysis.AnalysisOptions;
import dev.tcpunit.analysis.SegmentFeed;
import dev.tcpunit.analysis.TraceAnalyzer;
import dev.tcpunit.internal.wire.DecodedSegment;
import dev.tcpunit.net.ChecksumStatus;
import dev.tcpunit.net.LinkAddresses;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Completeness;
import dev.tcpunit.trace.Continuation;
import dev.tcpunit.trace.Trace;
import dev.tcpunit.trace.VantagePoint;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A scenario as tests write it, in the notation of the messages:
 *
 * <pre>
 * 0.000000 > [S] 0 win 43690 &lt;mss 65495,sackOK,wscale 7>
 * 0.000009 &lt; [S.] 0 ack 1 win 43690
 * 0.000016 > [.] ack 1 win 342
 * 0.000266 > [P.] 1:1487 ack 1 win 342   // what follows two slashes is a remark
 * </pre>
 *
 * <p>Seconds, direction, flags, relative numbers; {@code id 7} sets the IP identification, {@code
 * CE} at the end marks congestion, {@code BAD} a wrong checksum, {@code #1} and {@code len 1486}
 * may be there. The line {@code connection 127.0.0.1:1 > 127.0.0.1:2} begins another pair of
 * endpoints. Initial sequence numbers are just below 2^32, so that each scenario wraps.
 */
public final class Scenario {
  public static final int CLIENT_ISN = -10_001;
  public static final int SERVER_ISN = -6;

  private static final Pattern LINE =
      Pattern.compile(
          "(?:#\\d+ +)?(\\d+)\\.(\\d{1,9}) +([<>]) +\\[([^\\]]+)\\](?: +(\\d+)(?::(\\d+))?)?(?:"
              + " +ack (\\d+))?(?: +win (\\d+))?(?: +len (\\d+))?(?: +<([^>]*)>)?(?: +id (\\d+))?("
              + " +CE)?( +BAD)?");
  private static final Pattern CONNECTION =
      Pattern.compile("connection (\\S+):(\\d+) > (\\S+):(\\d+)");
  private static final int DEFAULT_WINDOW = 342;

  private final Consumer<DecodedSegment> consumer;
  private final DecodedSegment segment = new DecodedSegment();
  private final Hosts hosts = new Hosts();
  private String client = "127.0.0.1";
  private int clientPort = 35648;
  private String server = "127.0.0.1";
  private int serverPort = 8081;
  private final long[] next = new long[2];

  private Scenario(Consumer<DecodedSegment> consumer) {
    this.consumer = consumer;
  }

  public static void read(String text, Consumer<DecodedSegment> consumer) {
    Scenario scenario = new Scenario(consumer);
    text.lines()
        .map(line -> line.replaceFirst("(//| <- ).*", "").strip())
        .filter(line -> !line.isEmpty())
        .forEach(scenario::line);
  }

  /** The trace of a capture that ended with its last segment. */
  public static Trace trace(String text) {
    return trace(text, 0, Completeness.COMPLETE);
  }

  /** The trace of a capture that stood at a known place. */
  public static Trace trace(String text, VantagePoint vantage) {
    return trace(text, vantage, 0);
  }

  /** The same, of a capture that went on for so many milliseconds from the epoch, at least. */
  public static Trace trace(String text, VantagePoint vantage, long endMillis) {
    TraceAnalyzer analyzer = new TraceAnalyzer(AnalysisOptions.SEGMENTS.seenFrom(vantage));
    read(text, SegmentFeed.into(analyzer));
    return analyzer.trace("scenario.txt", Completeness.COMPLETE, endMillis * 1_000_000);
  }

  /** The trace of a capture that went on for so many milliseconds from the epoch, at least. */
  public static Trace trace(String text, long endMillis, Completeness completeness) {
    TraceAnalyzer analyzer = new TraceAnalyzer(AnalysisOptions.SEGMENTS);
    read(text, SegmentFeed.into(analyzer));
    return analyzer.trace("scenario.txt", completeness, endMillis * 1_000_000);
  }

  /**
   * The trace of a link that is both its ends. Each line begins with "client" or "server": where
   * its segment was seen. Each gives its sequence number.
   */
  public static Trace bothEnds(String text) {
    LinkAddresses link = LinkAddresses.parse("192.0.2.1,192.0.2.2");
    TraceAnalyzer analyzer = new TraceAnalyzer(AnalysisOptions.SEGMENTS.overLink(link));
    String lines =
        text.replaceAll("(?m)^client ", "connection 192.0.2.1:40000 > 192.0.2.2:80\n")
            .replaceAll("(?m)^server ", "connection 192.0.2.2:40000 > 192.0.2.1:80\n");
    read(lines, SegmentFeed.into(analyzer));
    return analyzer.trace("scenario.txt", Completeness.COMPLETE, 0);
  }

  /** The trace of a capture that still runs. */
  public static Trace trace(String text, Continuation continuation) {
    TraceAnalyzer analyzer = new TraceAnalyzer(AnalysisOptions.SEGMENTS);
    read(text, SegmentFeed.into(analyzer));
    return analyzer.trace("scenario.txt", Completeness.COMPLETE, 0, continuation);
  }

  private void line(String line) {
    Matcher connection = CONNECTION.matcher(line);
    if (connection.matches()) {
      client = connection.group(1).replaceAll("[\\[\\]]", "");
      clientPort = Integer.parseInt(connection.group(2));
      server = connection.group(3).replaceAll("[\\[\\]]", "");
      serverPort = Integer.parseInt(connection.group(4));
      next[0] = next[1] = 0;
      return;
    }
    Matcher fields = LINE.matcher(line);
    if (!fields.matches()) {
      throw new IllegalArgumentException("not a line of a scenario: " + line);
    }
    segment.clear();
    boolean fromClient = fields.group(3).equals(">");
    endpoints(fromClient);
    segment.timeNanos =
        Long.parseLong(fields.group(1)) * 1_000_000_000
            + Long.parseLong((fields.group(2) + "00000000").substring(0, 9));
    segment.flags = SegmentText.flags(fields.group(4));
    numbers(fields, fromClient);
    segment.window = fields.group(8) == null ? DEFAULT_WINDOW : Integer.parseInt(fields.group(8));
    if (fields.group(10) != null) {
      OptionsText.read(fields.group(10), segment);
      for (int i = 0; i < 2 * segment.sackBlocks; i++) {
        segment.sackEdges[i] += fromClient ? SERVER_ISN : CLIENT_ISN;
      }
    }
    segment.ipId = fields.group(11) == null ? -1 : Integer.parseInt(fields.group(11));
    if (fields.group(12) != null) {
      segment.ecn = 3;
    }
    if (fields.group(13) != null) {
      segment.checksum = ChecksumStatus.BAD;
    }
    consumer.accept(segment);
  }

  private void numbers(Matcher fields, boolean fromClient) {
    int side = fromClient ? 0 : 1;
    long seq = fields.group(5) == null ? next[side] : Long.parseLong(fields.group(5));
    long end = fields.group(6) == null ? seq : Long.parseLong(fields.group(6));
    segment.seq = (int) (seq + (fromClient ? CLIENT_ISN : SERVER_ISN));
    segment.payloadLength = (int) (end - seq);
    if (fields.group(7) != null) {
      segment.ack = (int) Long.parseLong(fields.group(7)) + (fromClient ? SERVER_ISN : CLIENT_ISN);
      next[1 - side] = Math.max(next[1 - side], Long.parseLong(fields.group(7)));
    }
    int controls = Integer.bitCount(segment.flags & (TcpFlags.SYN | TcpFlags.FIN));
    next[side] = Math.max(next[side], end + controls);
  }

  private void endpoints(boolean fromClient) {
    segment.ipv6 = client.indexOf(':') >= 0;
    hosts.source(segment, fromClient ? client : server);
    segment.sourcePort = fromClient ? clientPort : serverPort;
    hosts.destination(segment, fromClient ? server : client);
    segment.destinationPort = fromClient ? serverPort : clientPort;
  }
}
