package dev.tcpunit.internal.junit;

import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.VerdictListener;
import dev.tcpunit.internal.verdict.VerdictListeners;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The verdicts on one test's capture, in the order of the assertions. It decides nothing. */
final class VerdictRecorder implements VerdictListener, AutoCloseable {
  private final LiveTrace live;
  private final List<Verdict> verdicts = new CopyOnWriteArrayList<>();

  VerdictRecorder(LiveTrace live) {
    this.live = live;
    VerdictListeners.add(this);
  }

  @Override
  public void onVerdict(Verdict verdict) {
    if (live.isSourceOf(verdict.trace())) {
      verdicts.add(verdict);
    }
  }

  List<Verdict> inOrder() {
    return List.copyOf(verdicts);
  }

  @Override
  public void close() {
    VerdictListeners.remove(this);
  }
}
