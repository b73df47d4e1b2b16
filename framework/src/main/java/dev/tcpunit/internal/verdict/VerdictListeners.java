package dev.tcpunit.internal.verdict;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The listeners that are told every verdict. Safe for use by parallel tests. */
public final class VerdictListeners {
  private static final List<VerdictListener> LISTENERS = new CopyOnWriteArrayList<>();

  private VerdictListeners() {}

  public static void add(VerdictListener listener) {
    LISTENERS.add(listener);
  }

  public static void remove(VerdictListener listener) {
    LISTENERS.remove(listener);
  }

  public static void tell(Verdict verdict) {
    LISTENERS.forEach(listener -> listener.onVerdict(verdict));
  }
}
