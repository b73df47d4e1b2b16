package dev.tcpunit.internal.fork;

import dev.tcpunit.internal.fork.ForkedNode.Looks;
import dev.tcpunit.internal.sandbox.CurrentSandbox;
import dev.tcpunit.internal.sandbox.SandboxOutcome;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Logger;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.hierarchical.ExclusiveResource;
import org.junit.platform.engine.support.hierarchical.Node;
import org.junit.platform.engine.support.hierarchical.Node.ExecutionMode;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;

/**
 * Excludes nothing: the Launcher asks it of the engine's node before any other, and then it swaps
 * the annotated classes below for nodes that wait for a child JVM.
 */
public final class ForkFilter implements PostDiscoveryFilter {
  private static final Logger LOG = Logger.getLogger(ForkFilter.class.getName());

  @Override
  public FilterResult apply(TestDescriptor descriptor) {
    if (Jupiter.isEngine(descriptor) && !ForkMain.isThisJvm()) {
      swap(descriptor, DiscoveryRequests.current());
    }
    return FilterResult.included("TcpUnit excludes nothing");
  }

  private static void swap(TestDescriptor engine, Optional<LauncherDiscoveryRequest> request) {
    ForkSettings settings = ForkSettings.of(request);
    if (settings.mode() == ForkSettings.Mode.NEVER
        || settings.mode() == ForkSettings.Mode.AUTO && CurrentSandbox.strategy().isPresent()) {
      return;
    }
    List<TestDescriptor> forked = new ArrayList<>();
    for (TestDescriptor child : engine.getChildren()) {
      if (testClass(child).filter(type -> settings.forks(Demand.of(type))).isPresent()) {
        forked.add(child);
      }
    }
    if (!forked.isEmpty()) {
      Class<?> first = testClass(forked.get(0)).orElseThrow();
      start(settings, first, names(forked))
          .ifPresent(start -> fork(engine, forked, request, start));
    }
  }

  /** How the child is to be started; empty if there is no way. */
  private static Optional<ChildStart> start(ForkSettings settings, Class<?> test, String names) {
    if (settings.runner().isPresent()) {
      List<String> runner = settings.runner().get().command();
      LOG.fine(() -> "Run where " + String.join(" ", runner) + " leads to: " + names);
      return Optional.of(RunnerStart.of(settings.runner().get(), test, settings));
    }
    SandboxOutcome sandbox = PrivateLauncher.with(settings.sysctls(), settings.doors());
    if (sandbox.launcher().isEmpty()) {
      // Then the tests say it, and what can be done.
      LOG.fine(
          () -> "Not forked, there is no private network: " + names + ": " + sandbox.attempts());
      return Optional.empty();
    }
    LOG.fine(
        () ->
            "Run in a JVM behind the wall, by " + sandbox.strategy().get().label() + ": " + names);
    return Optional.of(ChildCommand.of(sandbox.launcher().get(), test));
  }

  private static String names(List<TestDescriptor> classes) {
    return classes.stream().map(TestDescriptor::getLegacyReportingName).toList().toString();
  }

  private static Optional<Class<?>> testClass(TestDescriptor descriptor) {
    return descriptor
        .getSource()
        .filter(source -> source instanceof ClassSource)
        .map(source -> ((ClassSource) source).getJavaClass());
  }

  private static void fork(
      TestDescriptor engine,
      List<TestDescriptor> forked,
      Optional<LauncherDiscoveryRequest> request,
      ChildStart start) {
    Selection selection = request.map(Selection::of).orElse(Selection.NONE);
    List<TestDescriptor> all = new ArrayList<>(engine.getChildren());
    List<TestDescriptor> replaced = new ArrayList<>();
    for (TestDescriptor child : all) {
      replaced.add(
          forked.contains(child) ? copyOfClass(child, new ClassRun(start, selection)) : child);
    }
    // In their order, which a launch may depend on.
    all.forEach(engine::removeChild);
    replaced.forEach(engine::addChild);
  }

  private static ForkedNode copyOfClass(TestDescriptor original, ClassRun run) {
    Set<ExclusiveResource> resources = new HashSet<>();
    original.accept(node -> resources.addAll(((Node<?>) node).getExclusiveResources()));
    return copy(original, run, ((Node<?>) original).getExecutionMode(), resources);
  }

  private static ForkedNode copy(
      TestDescriptor original, ClassRun run, ExecutionMode mode, Set<ExclusiveResource> resources) {
    ForkedNode node =
        new ForkedNode(
            run,
            original.getUniqueId(),
            original.getDisplayName(),
            original.getSource(),
            new Looks(
                original.getType(),
                original.getLegacyReportingName(),
                original.getTags(),
                original.mayRegisterTests()),
            mode,
            resources);
    for (TestDescriptor below : original.getChildren()) {
      node.addChild(copy(below, run, ExecutionMode.SAME_THREAD, Set.of()));
    }
    return node;
  }
}
