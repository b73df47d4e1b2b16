package dev.tcpunit.internal.fork;

import dev.tcpunit.internal.fork.ForkedNode.Looks;
import dev.tcpunit.internal.fork.ForkedNode.Outcome;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BooleanSupplier;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.support.hierarchical.EngineExecutionContext;
import org.junit.platform.engine.support.hierarchical.Node.ExecutionMode;
import org.junit.platform.launcher.TestIdentifier;
import org.opentest4j.TestAbortedException;

/**
 * One top-level class in the child: asks for its tests, and passes what is told of them on to its
 * nodes. One thread at a time goes through the nodes and hears what is told.
 */
final class ClassRun {
  private final ChildStart start;
  private final Selection selection;
  private final Map<String, ForkedNode> nodes = new HashMap<>();
  private final BlockingQueue<Optional<Frame>> told = new LinkedBlockingQueue<>();
  private final Published published = new Published();

  private ChildJvm child;
  private boolean over;
  private boolean isLossTold;
  private boolean isDone;
  private Throwable problem;

  ClassRun(ChildStart start, Selection selection) {
    this.start = start;
    this.selection = selection;
  }

  void publishesTo(EngineExecutionContext context) {
    published.by(context);
  }

  /** Asks the child for what is left of the tree after all filters. */
  void begin(ForkedNode top) throws IOException {
    List<String> order = new ArrayList<>();
    collect(top, order);
    Map<String, String> parameters = new HashMap<>(selection.parameters());
    parameters.replaceAll((key, value) -> start.there(value));
    RunRequest request = new RunRequest(parameters, order, selection.chosen(top, nodes.values()));
    child = Children.begin(start, this, request);
  }

  private void collect(ForkedNode node, List<String> order) {
    String id = Jupiter.withoutSuite(node.getUniqueId()).toString();
    order.add(id);
    nodes.put(id, node);
    node.below().forEach(below -> collect(below, order));
  }

  /** Called by the child's reader. */
  void tell(Frame frame) {
    told.add(Optional.of(frame));
  }

  /** Called by the child's reader where no more can come. */
  void lose() {
    told.add(Optional.empty());
  }

  /**
   * Hears what is told until something has come of it.
   *
   * @throws IllegalStateException if that cannot come any more
   */
  void await(ForkedNode node, BooleanSupplier condition) throws IOException {
    if (!hears(condition)) {
      throw noResult(node);
    }
  }

  /** The same where what cannot come need not be told again. */
  void awaitUnlessLost(ForkedNode node, BooleanSupplier condition) throws IOException {
    if (!hears(condition) && !isLossTold) {
      throw noResult(node);
    }
  }

  private boolean hears(BooleanSupplier condition) throws IOException {
    while (!condition.getAsBoolean()) {
      if (over) {
        return false;
      }
      try {
        hear(told.take());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        child.kill();
        throw new IllegalStateException("interrupted while its test ran in another JVM", e);
      }
    }
    return true;
  }

  /** The reason in full where a test was running; else that there is one elsewhere. */
  private IllegalStateException noResult(ForkedNode node) {
    String text;
    if (isDone) {
      text = "JUnit in the JVM behind the wall gave no result of it";
    } else if (node.isRunning() || !isLossTold) {
      text = child.lastWords(node.isRunning());
    } else {
      text = "did not run: the JVM behind the wall ended in a test before";
    }
    isLossTold = true;
    IllegalStateException failure = new IllegalStateException(text, problem);
    failure.setStackTrace(new StackTraceElement[0]);
    return failure;
  }

  /**
   * Ends the run.
   *
   * @param complete whether its class is over; else nobody waits for it any more
   */
  void end(boolean complete) throws IOException {
    if (!complete && !over) {
      child.kill();
    }
    try {
      while (!over) {
        hear(told.take());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      child.kill();
    }
  }

  private void hear(Optional<Frame> frame) throws IOException {
    if (frame.isEmpty()) {
      over = true;
      return;
    }
    FieldReader body = new FieldReader(frame.get().body());
    switch (frame.get().type()) {
      case OUTPUT -> StandardStreams.print(body);
      case DONE -> done(body);
      default -> {
        ForkedNode node = nodes.get(body.text());
        FieldReader fields = new FieldReader(body.bytes());
        if (frame.get().type() == Frame.Type.REGISTERED) {
          register(fields);
        } else if (node != null) {
          hear(frame.get().type(), node, fields);
        }
      }
    }
  }

  private void hear(Frame.Type type, ForkedNode node, FieldReader fields) {
    switch (type) {
      case STARTED -> node.start();
      case SKIPPED -> node.skip(fields.text());
      case FINISHED -> node.finish(outcome(fields));
      case ENTRY -> published.entry(node, fields);
      case FILE -> published.file(node, start.here(fields.text()), fields);
      default -> throw new IllegalStateException("a child tells no " + type);
    }
  }

  private void done(FieldReader body) {
    over = true;
    isDone = true;
    problem = body.flag() ? ThrowableReader.read(body) : null;
    child.over(this);
  }

  private static Outcome outcome(FieldReader fields) {
    Status status = Status.valueOf(fields.text());
    Throwable failure = fields.flag() ? ThrowableReader.read(fields) : null;
    if (status == Status.ABORTED && !(failure instanceof TestAbortedException)) {
      // Such as JUnit 4's assumptions, which Jupiter knows by name.
      String text = String.valueOf(failure);
      return new Outcome(new StandIn.OfAborted(text, text).initCause(failure));
    }
    return new Outcome(
        status == Status.FAILED && failure == null
            ? new IllegalStateException("failed without an exception")
            : failure);
  }

  private void register(FieldReader fields) throws IOException {
    TestIdentifier test;
    try (ObjectInputStream in = new IdentifierInput(fields.bytes())) {
      test = (TestIdentifier) in.readObject();
    } catch (ClassNotFoundException e) {
      throw new IOException("the child told of a test in words of another JUnit", e);
    }
    ForkedNode parent = nodes.get(test.getParentId().orElseThrow());
    ForkedNode node =
        new ForkedNode(
            this,
            parent.getUniqueId().append(test.getUniqueIdObject().getLastSegment()),
            test.getDisplayName(),
            test.getSource(),
            new Looks(
                test.getType(), test.getLegacyReportingName(), test.getTags(), test.isContainer()),
            ExecutionMode.SAME_THREAD,
            Set.of());
    nodes.put(test.getUniqueId(), node);
    parent.register(node);
  }

  /** Finds the classes of tests, which may be in a class loader below that of the Launcher. */
  private static final class IdentifierInput extends ObjectInputStream {
    IdentifierInput(byte[] bytes) throws IOException {
      super(new ByteArrayInputStream(bytes));
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass description)
        throws IOException, ClassNotFoundException {
      try {
        return super.resolveClass(description);
      } catch (ClassNotFoundException e) {
        ClassLoader ofTests = Thread.currentThread().getContextClassLoader();
        return Class.forName(description.getName(), false, ofTests);
      }
    }
  }
}
