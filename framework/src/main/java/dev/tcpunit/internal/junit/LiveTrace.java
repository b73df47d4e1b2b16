package dev.tcpunit.internal.junit;

import dev.tcpunit.baseline.BaselineFiles;
import dev.tcpunit.capture.CaptureException;
import dev.tcpunit.capture.FrameHandler;
import dev.tcpunit.internal.live.CaptureWindow;
import dev.tcpunit.internal.live.SeenConnection;
import dev.tcpunit.internal.live.WindowAnalysis;
import dev.tcpunit.kernel.KernelWitness;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Continuation;
import dev.tcpunit.trace.Trace;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The trace of one test as it grows: each look at it first waits until it is settled. Waits end by
 * the arrival of frames, never by the passing of time alone, except for the time-out.
 */
final class LiveTrace {
  private final CaptureWindow window;
  private WindowAnalysis analysis;
  private final String source;
  private final Bound settling;
  private long silentAt = -1;
  private long silentNanos;
  private long watchedUntil;
  private long readAt;
  private KernelWitness witness;
  private BaselineFiles baselines;
  private boolean ended;

  LiveTrace(CaptureWindow window, String source, Duration timeout) {
    this.window = window;
    this.analysis = new WindowAnalysis(window);
    this.source = source;
    settling = new Bound(timeout, "tcpunit.settleTimeout");
  }

  /** Names who else can tell of the test's connections, while the test runs. */
  synchronized void witnessedBy(KernelWitness kernel) {
    witness = kernel;
  }

  private synchronized Optional<KernelWitness> witness() {
    return ended ? Optional.empty() : Optional.ofNullable(witness);
  }

  /** Names the baselines of the test. */
  synchronized void comparedWith(BaselineFiles files) {
    baselines = files;
  }

  private synchronized Optional<BaselineFiles> baselines() {
    return ended ? Optional.empty() : Optional.ofNullable(baselines);
  }

  /** The trace once nothing is outstanding on the connections asked for, or after the time-out. */
  synchronized Trace settled(Predicate<Connection> relevant) {
    if (analysis == null) {
      throw new IllegalStateException("the test is over, and its capture with it");
    }
    if (ended) {
      analysis.readOn();
      return trace(Optional.empty());
    }
    return trace(waitWhile(settling, summary -> Settling.outstanding(summary, relevant)));
  }

  /**
   * A trace, and a moment of this JVM's clock that is not before its end, and hardly after it: what
   * takes its time is to analyse what was captured, which comes later.
   */
  record Standing(Trace trace, long readAt) {}

  /** As {@link #asItStands}. */
  synchronized Standing standing() {
    Trace trace = asItStands();
    return new Standing(trace, readAt);
  }

  /**
   * What was captured until now, whatever is outstanding, also for a thread that is interrupted;
   * where the capture has ended by itself, what it had captured until then.
   */
  synchronized Trace asItStands() {
    boolean interrupted = Thread.interrupted();
    try {
      drain();
    } catch (AssertionError e) {
      analysis.readOn();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    return trace(Optional.empty());
  }

  private synchronized Optional<Trace> await(String what, Predicate<Trace> condition, Bound limit) {
    if (ended) {
      return Optional.empty();
    }
    Optional<String> cutShort =
        waitWhile(limit, summary -> condition.test(summary) ? Optional.empty() : Optional.of(what));
    return Optional.of(trace(cutShort));
  }

  /** Waits while something is outstanding; returns what the time-out cut short, if it did. */
  private Optional<String> waitWhile(Bound limit, Function<Trace, Optional<String>> outstanding) {
    long quietSince = System.nanoTime();
    long deadline = quietSince + limit.time().toNanos();
    drain();
    Optional<String> what = outstanding.apply(analysis.summary());
    while (what.isPresent() && !isKnownToBeSilent(limit)) {
      long before = analysis.segments();
      boolean inTime = awaitMore(deadline);
      analysis.readOn();
      what = outstanding.apply(analysis.summary());
      if (what.isEmpty() || !inTime) {
        // Segments that were sent together with the last one are part of the trace too.
        drain();
        what = outstanding.apply(analysis.summary());
      }
      quietSince = analysis.segments() == before ? quietSince : System.nanoTime();
      if (!inTime) {
        noteSilence(System.nanoTime() - quietSince);
        break;
      }
    }
    return what.map(limit::words);
  }

  private void noteSilence(long nanos) {
    silentAt = analysis.segments();
    silentNanos = nanos;
  }

  /**
   * Whether a wait as long as this one saw nothing, and nothing has come since: then it is not
   * repeated.
   */
  private boolean isKnownToBeSilent(Bound limit) {
    return silentAt == analysis.segments() && silentNanos >= limit.time().toNanos();
  }

  private boolean awaitMore(long deadline) {
    try {
      return System.nanoTime() < deadline && window.awaitBehind(analysis.position(), deadline);
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private void drain() {
    try {
      watchedUntil = window.drain();
      readAt = System.nanoTime();
      analysis.readOn();
    } catch (CaptureException e) {
      throw new AssertionError("the capture of " + window.owner() + " ended: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private AssertionError interrupted() {
    Thread.currentThread().interrupt();
    return new AssertionError(
        window.owner() + " was interrupted while it waited for the capture to settle");
  }

  private Trace trace(Optional<String> cutShort) {
    Continuation continuation =
        ended ? Continuation.ENDED : new Later(this, cutShort, receivedTwice());
    return analysis.trace(source, watchedUntil, continuation);
  }

  /** The kernel is asked only where something was sent again. */
  private OptionalLong receivedTwice() {
    boolean sentAgain =
        analysis.summary().connections().stream()
            .flatMap(connection -> connection.flows().stream())
            .anyMatch(flow -> flow.retransmissions() > 0);
    return sentAgain && witness != null ? witness.receivedTwice() : OptionalLong.empty();
  }

  /** All connections captured while the window was open, of whichever test. */
  synchronized List<SeenConnection> seen() {
    return analysis.seen();
  }

  /** Ends the window; if its trace is still wanted, everything that was sent until now is in it. */
  synchronized void end(boolean wanted) {
    if (ended) {
      return;
    }
    try {
      if (wanted) {
        drain();
      }
    } finally {
      window.close();
      ended = true;
    }
  }

  /** Releases the frames, so that a trace that someone keeps does not hold them in memory. */
  synchronized void forget() {
    end(false);
    window.forget();
    analysis = null;
  }

  synchronized void replay(FrameHandler handler) {
    analysis.replay(handler);
  }

  /** Whether a trace was taken from this one. */
  boolean isSourceOf(Trace trace) {
    return trace.continuation() instanceof Later later && later.live == this;
  }

  /** Lets a rule wait for what it needs to see. */
  private record Later(LiveTrace live, Optional<String> cutShort, OptionalLong receivedTwice)
      implements KernelWitness.Source, BaselineFiles.Source {
    @Override
    public Optional<Trace> await(String what, Predicate<Trace> condition) {
      return live.await(what, condition, live.settling);
    }

    @Override
    public Optional<Trace> await(String what, Predicate<Trace> condition, Duration limit) {
      return live.await(what, condition, new Bound(limit, "within"));
    }

    @Override
    public Optional<KernelWitness> witness() {
      return live.witness();
    }

    @Override
    public Optional<BaselineFiles> baselines() {
      return live.baselines();
    }

    @Override
    public Optional<String> cureOfDrops() {
      return Optional.of(live.window.cureOfDrops());
    }
  }

  /** The longest wait, and what set it. */
  private record Bound(Duration time, String setting) {
    String words(String what) {
      String length =
          time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
      return "%s (%s) for %s".formatted(length, setting, what);
    }
  }
}
