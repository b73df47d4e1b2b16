package dev.tcpunit.internal.fork;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The child JVMs of this one: one for each way to start it, ended with this one. */
final class Children {
  private static final Map<ChildCommand, ChildJvm> RUNNING = new HashMap<>();

  private Children() {}

  /** Begins a run in the child, and starts it where there is none or it has ended. */
  static synchronized ChildJvm begin(ChildCommand command, ClassRun run, RunRequest request)
      throws IOException {
    ChildJvm running = RUNNING.get(command);
    if (running != null && running.begin(run, request)) {
      return running;
    }
    ChildJvm started = ChildJvm.start(command);
    RUNNING.put(command, started);
    if (!started.begin(run, request)) {
      run.lose();
    }
    return started;
  }

  /** Called when this JVM ends: waits for agents that write at the end, such as of coverage. */
  static void endAll() {
    List<ChildJvm> children;
    synchronized (Children.class) {
      children = List.copyOf(RUNNING.values());
      RUNNING.clear();
    }
    children.forEach(ChildJvm::end);
  }
}
