package dev.tcpunit.mutation;

import dev.tcpunit.internal.verdict.VerdictListener;
import dev.tcpunit.internal.verdict.VerdictListeners;
import dev.tcpunit.mutation.Mutation.Kind;
import dev.tcpunit.mutation.MutationScore.Mutant;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.Trace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Mutation testing for a test of TCP behaviour: changes what was captured of it in many small ways,
 * and runs its assertions on each. Those that no assertion notices show what the test leaves open.
 *
 * <pre>{@code
 * MutationScore score =
 *     TraceMutations.of(Path.of("target/tcpunit/ImageUploadTest/uploads.pcapng"))
 *         .score(trace -> assertThat(trace).acksCoverAllBytes().hasCleanFin());
 * assertThat(score.percent()).as(score.toString()).isGreaterThanOrEqualTo(90);
 * }</pre>
 *
 * <p>The same capture has the same mutations.
 *
 * <p>Some changes are no fault: correct ends could have left the changed capture as well. Such a
 * mutant is equivalent, no test can be asked to notice it, and it is {@linkplain
 * MutationScore#equivalent named but not counted}. There are two kinds.
 *
 * <p>A closed window in a segment that acknowledges the peer's FIN: the peer has nothing more to
 * send (RFC 9293 section 3.10.4).
 *
 * <p>A dropped ACK that says what the next one says, for acknowledgments are cumulative (RFC 9293
 * section 3.4), if all of this holds:
 *
 * <ul>
 *   <li>It says only how far data has come and what the window is: it is no duplicate ACK, and
 *       carries neither SACK nor ECE.
 *   <li>The next segment of the same side, no RST, acknowledges as much: less than 500 ms after the
 *       data came (RFC 9293 section 3.8.6.3), and two full segments at most (RFC 5681 section 4.2).
 *   <li>What the peer sends until then would have been allowed without it: it lies within the
 *       window that was announced before, and within two full segments (RFC 5681 section 3.1).
 *   <li>Nothing of the data was sent again or overtaken: there every ACK has its meaning (RFC 5681
 *       section 3.2).
 * </ul>
 *
 * <p>So the last ACK of a connection counts, and one that let a sender go on.
 */
public final class TraceMutations {
  /** Of a long transfer, enough to meet its begin, its middle and its end. */
  private static final int MOST_OF_A_KIND = 20;

  private final RecordedFrames recorded;
  private final Set<Mutation> equivalent;

  private TraceMutations(RecordedFrames recorded) {
    this.recorded = recorded;
    equivalent = equivalents(recorded.traceOf(recorded.frames()));
  }

  /**
   * Takes a capture that the assertions hold of.
   *
   * @param capture the capture file, pcap or pcapng
   * @return the mutations of it
   * @throws IOException if it cannot be read to its end
   */
  public static TraceMutations of(Path capture) throws IOException {
    return new TraceMutations(RecordedFrames.read(capture));
  }

  /**
   * Runs assertions on every mutation: at most 20 of each kind, spread evenly.
   *
   * @param assertions what the test asserts of what it captured
   * @return which mutations they noticed
   * @throws AssertionError if the assertions do not hold of the capture as it is
   */
  public MutationScore score(Consumer<Trace> assertions) {
    assertions.accept(recorded.traceOf(recorded.frames()));
    List<Mutant> mutants = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      for (int at : spread(placesOf(kind))) {
        Trace changed = recorded.traceOf(changed(kind, at));
        mutants.add(new Mutant(new Mutation(kind, at + 1L), noticed(assertions, changed)));
      }
    }
    return new MutationScore(mutants, List.copyOf(equivalent));
  }

  private static Set<Mutation> equivalents(Trace trace) {
    Set<Mutation> found = new LinkedHashSet<>();
    DispensableAcks.framesOf(trace)
        .forEach(frame -> found.add(new Mutation(Kind.ACK_DROPPED, frame)));
    for (Connection connection : trace.connections()) {
      connection.segments().stream()
          .filter(segment -> isBehindFin(connection.flow(segment.from().peer()), segment))
          .forEach(segment -> found.add(new Mutation(Kind.WINDOW_CLOSED, segment.frame())));
    }
    return found;
  }

  private static boolean isBehindFin(Flow peer, Segment segment) {
    return segment.has(TcpFlags.ACK)
        && peer.finOffset().isPresent()
        && segment.ack() > peer.finOffset().getAsLong();
  }

  private static List<Integer> spread(List<Integer> places) {
    int most = Math.min(MOST_OF_A_KIND, places.size());
    List<Integer> chosen = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      chosen.add(places.get(most == 1 ? 0 : (int) ((long) i * (places.size() - 1) / (most - 1))));
    }
    return chosen;
  }

  private List<Integer> placesOf(Kind kind) {
    Predicate<RecordedFrame> fits =
        switch (kind) {
          case ACK_DROPPED -> RecordedFrame::isPureAck;
          case DATA_DROPPED, DATA_REPEATED, DATA_CORRUPTED, DATA_SWAPPED -> RecordedFrame::isData;
          case FIN_DROPPED, FIN_MADE_RESET ->
              frame -> frame.tcpAt() >= 0 && frame.hasFlag(TcpFlags.FIN);
          case WINDOW_CLOSED -> RecordedFrame::hasOpenWindow;
        };
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < recorded.frames().size(); i++) {
      if (fits.test(recorded.frames().get(i))
          && (kind != Kind.DATA_SWAPPED || next(i) > 0)
          && !equivalent.contains(new Mutation(kind, i + 1L))) {
        places.add(i);
      }
    }
    return places;
  }

  /** The next data segment of the same flow, or -1. */
  private int next(int at) {
    List<RecordedFrame> frames = recorded.frames();
    for (int i = at + 1; i < frames.size(); i++) {
      if (frames.get(i).isData() && frames.get(i).flow().equals(frames.get(at).flow())) {
        return i;
      }
    }
    return -1;
  }

  private List<RecordedFrame> changed(Kind kind, int at) {
    List<RecordedFrame> frames = new ArrayList<>(recorded.frames());
    RecordedFrame frame = frames.get(at);
    switch (kind) {
      case ACK_DROPPED, DATA_DROPPED, FIN_DROPPED -> frames.remove(at);
      case DATA_REPEATED -> {
        int behind = next(at) > 0 ? next(at) : frames.size() - 1;
        frames.add(behind + 1, frame.sentAgain(frames.get(behind).timeNanos()));
      }
      case DATA_SWAPPED -> {
        RecordedFrame other = frames.get(next(at));
        frames.set(next(at), frame.at(other.timeNanos()));
        frames.set(at, other.at(frame.timeNanos()));
      }
      case FIN_MADE_RESET -> frames.set(at, frame.asReset());
      case WINDOW_CLOSED -> frames.set(at, frame.withClosedWindow());
      case DATA_CORRUPTED -> frames.set(at, frame.damaged());
    }
    return frames;
  }

  /** The assertion that fails: the last that was asked, if TcpUnit knows it. */
  private static Optional<String> noticed(Consumer<Trace> assertions, Trace changed) {
    AtomicReference<String> failed = new AtomicReference<>("another assertion");
    Thread here = Thread.currentThread();
    VerdictListener listener =
        verdict -> {
          if (Thread.currentThread() == here && !verdict.holds()) {
            failed.set(verdict.rule());
          }
        };
    VerdictListeners.add(listener);
    try {
      assertions.accept(changed);
      return Optional.empty();
    } catch (AssertionError e) {
      return Optional.of(failed.get());
    } finally {
      VerdictListeners.remove(listener);
    }
  }
}
