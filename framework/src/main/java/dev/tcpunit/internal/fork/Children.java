package dev.tcpunit.internal.fork;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The child JVMs of this one: one for each way to start it, ended with this one. */
final class Children {
  private static final Map<ChildStart, ChildJvm> RUNNING = new HashMap<>();

  private static final List<Runnable> LAST = new ArrayList<>();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(Children::endAll, "TcpUnit children"));
  }

  private Children() {}

  /** Begins a run in the child, and starts it where there is none or it has ended. */
  static synchronized ChildJvm begin(ChildStart start, ClassRun run, RunRequest request)
      throws IOException {
    ChildJvm running = RUNNING.get(start);
    if (running != null && running.begin(run, request)) {
      return running;
    }
    ChildJvm started = ChildJvm.start(start);
    RUNNING.put(start, started);
    if (!started.begin(run, request)) {
      run.lose();
    }
    return started;
  }

  /** Has it done when this JVM has ended its children. */
  static synchronized void afterwards(Runnable last) {
    LAST.add(last);
  }

  /** Called when this JVM ends: waits for agents that write at the end, such as of coverage. */
  private static void endAll() {
    List<ChildJvm> children;
    synchronized (Children.class) {
      children = List.copyOf(RUNNING.values());
      RUNNING.clear();
    }
    children.forEach(ChildJvm::end);
    LAST.forEach(Runnable::run);
  }
}
