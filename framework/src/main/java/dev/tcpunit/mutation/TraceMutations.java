package dev.tcpunit.mutation;

import dev.tcpunit.internal.verdict.VerdictListener;
import dev.tcpunit.internal.verdict.VerdictListeners;
import dev.tcpunit.mutation.Mutation.Kind;
import dev.tcpunit.mutation.MutationScore.Mutant;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Trace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
 * <p>The same capture has the same mutations. Some change nothing that matters, such as a dropped
 * ACK whose bytes the next one covers: not every survivor is a fault of the test.
 */
public final class TraceMutations {
  /** Of a long transfer, enough to meet its begin, its middle and its end. */
  private static final int MOST_OF_A_KIND = 20;

  private final RecordedFrames recorded;

  private TraceMutations(RecordedFrames recorded) {
    this.recorded = recorded;
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
    return new MutationScore(mutants);
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
          case WINDOW_CLOSED ->
              frame -> frame.tcpAt() >= 0 && !frame.hasFlag(TcpFlags.SYN | TcpFlags.RST);
        };
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < recorded.frames().size(); i++) {
      if (fits.test(recorded.frames().get(i)) && (kind != Kind.DATA_SWAPPED || next(i) > 0)) {
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
