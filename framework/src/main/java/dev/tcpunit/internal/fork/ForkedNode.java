package dev.tcpunit.internal.fork;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.TestTag;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.engine.support.hierarchical.EngineExecutionContext;
import org.junit.platform.engine.support.hierarchical.ExclusiveResource;
import org.junit.platform.engine.support.hierarchical.Node;

/**
 * Stands in Jupiter's tree where a class, a test or another node of it stood, and looks the same.
 * The engine executes it as it does its own; it waits for what the child tells of that node. So
 * nothing of the class runs in this JVM.
 */
final class ForkedNode extends AbstractTestDescriptor implements Node<EngineExecutionContext> {
  private final ClassRun run;
  private final Looks looks;
  private final ExecutionMode mode;
  private final Set<ExclusiveResource> resources;

  /** What is below a class template before it has invocations; Jupiter takes it from the tree. */
  private final List<ForkedNode> prototypes = new ArrayList<>();

  private final Deque<ForkedNode> registered = new ArrayDeque<>();
  private boolean hasChildren;

  private boolean started;
  private boolean heardFromBelow;
  private String skipReason;
  private Outcome outcome;

  /** What a node shows to listeners, beside its id, name and source. */
  record Looks(Type type, String legacyName, Set<TestTag> tags, boolean mayRegister) {}

  /**
   * What became of a node.
   *
   * @param failure what it failed or was given up by; null if it succeeded
   */
  record Outcome(Throwable failure) {}

  ForkedNode(
      ClassRun run,
      UniqueId id,
      String name,
      Optional<TestSource> source,
      Looks looks,
      ExecutionMode mode,
      Set<ExclusiveResource> resources) {
    super(id, name, source.orElse(null));
    this.run = run;
    this.looks = looks;
    this.mode = mode;
    this.resources = resources;
  }

  @Override
  public Type getType() {
    return looks.type();
  }

  @Override
  public Set<TestTag> getTags() {
    return looks.tags();
  }

  @Override
  public String getLegacyReportingName() {
    return looks.legacyName();
  }

  @Override
  public boolean mayRegisterTests() {
    return looks.mayRegister();
  }

  /** The class's as it was; below, one thread goes through the class as it is told. */
  @Override
  public ExecutionMode getExecutionMode() {
    return mode;
  }

  /** The class holds for its whole time what any of its tests needs: it runs out of sight. */
  @Override
  public Set<ExclusiveResource> getExclusiveResources() {
    return resources;
  }

  /** As Jupiter's class templates do, which then have invocations below them instead. */
  @Override
  public void prune() {
    super.prune();
    if (Jupiter.isClassTemplate(getUniqueId())) {
      new LinkedHashSet<>(getChildren()).forEach(child -> child.accept(TestDescriptor::prune));
      getChildren().forEach(child -> prototypes.add((ForkedNode) child));
      prototypes.forEach(this::removeChild);
    }
  }

  /** The nodes below, those that Jupiter hides included. */
  List<ForkedNode> below() {
    List<ForkedNode> below = new ArrayList<>(prototypes);
    getChildren().forEach(child -> below.add((ForkedNode) child));
    return below;
  }

  @Override
  public EngineExecutionContext prepare(EngineExecutionContext context) throws Exception {
    run.publishesTo(context);
    if (getParent().filter(Jupiter::isEngine).isPresent()) {
      run.begin(this);
    }
    return context;
  }

  @Override
  public SkipResult shouldBeSkipped(EngineExecutionContext context) throws Exception {
    run.await(this, this::isTold);
    return skipReason == null ? SkipResult.doNotSkip() : SkipResult.skip(skipReason);
  }

  /** A container that failed before anything below it began failed in what it does before all. */
  @Override
  public EngineExecutionContext before(EngineExecutionContext context) throws Exception {
    hasChildren = !getChildren().isEmpty();
    if (hasChildren) {
      run.await(this, () -> heardFromBelow || outcome != null);
      if (!heardFromBelow) {
        rethrow();
      }
    }
    return context;
  }

  @Override
  public EngineExecutionContext execute(
      EngineExecutionContext context, DynamicTestExecutor executor) throws Exception {
    if (!hasChildren) {
      while (hasNext()) {
        executor.execute(registered.remove());
      }
      run.await(this, () -> outcome != null);
      rethrow();
    }
    return context;
  }

  /**
   * Waits until the next of what the child has found meanwhile begins, or the node is over: what is
   * not begun by then never runs.
   */
  private boolean hasNext() throws Exception {
    run.await(this, () -> outcome != null || isNextTold());
    return isNextTold();
  }

  private boolean isNextTold() {
    return !registered.isEmpty() && registered.element().isTold();
  }

  @Override
  public void after(EngineExecutionContext context) throws Exception {
    if (hasChildren) {
      run.awaitUnlessLost(this, () -> outcome != null);
      rethrow();
    }
  }

  @Override
  public void cleanUp(EngineExecutionContext context) throws Exception {
    if (getParent().filter(Jupiter::isEngine).isPresent()) {
      run.end(outcome != null || skipReason != null);
    }
  }

  /** Whether the child has begun or skipped it, or else told what became of it. */
  private boolean isTold() {
    return started || skipReason != null || outcome != null;
  }

  boolean isRunning() {
    return started && outcome == null;
  }

  /** JUnit takes the same throwable twice for one. */
  private void rethrow() throws Exception {
    if (outcome != null && outcome.failure() != null) {
      throw sneaky(outcome.failure());
    }
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> T sneaky(Throwable throwable) throws T {
    throw (T) throwable;
  }

  void start() {
    started = true;
    tellAbove();
  }

  void skip(String reason) {
    skipReason = reason;
    tellAbove();
  }

  void finish(Outcome finished) {
    outcome = finished;
  }

  /** One more node below this one. */
  void register(ForkedNode child) {
    addChild(child);
    registered.add(child);
    tellAbove();
  }

  private void tellAbove() {
    Optional<TestDescriptor> above = getParent();
    while (above.isPresent() && above.get() instanceof ForkedNode node) {
      node.heardFromBelow = true;
      above = node.getParent();
    }
  }
}
