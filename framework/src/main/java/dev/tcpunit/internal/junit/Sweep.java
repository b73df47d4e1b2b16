package dev.tcpunit.internal.junit;

import dev.tcpunit.lab.FiredFault;
import dev.tcpunit.lab.Link;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.opentest4j.TestAbortedException;

/** The runs of one sweep, one after the other; JUnit closes it after the last. */
@SuppressWarnings("deprecation") // JUnit before 5.13 closes nothing but a CloseableResource.
final class Sweep
    implements Iterator<TestTemplateInvocationContext>,
        ExtensionContext.Store.CloseableResource,
        AutoCloseable {
  private final ExtensionContext template;
  private final SweepPlan plan;
  private final SweepReport report = new SweepReport();
  private boolean started;
  private Iterator<SweepPosition> left = List.<SweepPosition>of().iterator();

  Sweep(ExtensionContext template, SweepPlan plan) {
    this.template = template;
    this.plan = plan;
  }

  @Override
  public boolean hasNext() {
    return !started || left.hasNext();
  }

  @Override
  public TestTemplateInvocationContext next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Optional<SweepPosition> position = started ? Optional.of(left.next()) : Optional.empty();
    started = true;
    return new Run(this, position);
  }

  /** What the run without a loss sent says what the others may lose. */
  private void learn(List<FiredFault> packets) {
    List<SweepPosition> all = plan.positions(packets);
    if (all.isEmpty()) {
      throw new AssertionError(
          "the run without a loss sent none of what is to be dropped ("
              + plan.kinds()
              + ") over its link: "
              + packets.size()
              + " packets; does the test connect to link.towards(port)?");
    }
    List<SweepPosition> chosen = plan.chosen(all);
    report.planned(chosen.size(), all.size(), plan.shardText());
    left = chosen.iterator();
  }

  @Override
  public void close() {
    report
        .text(template.getRequiredTestClass().getName(), template.getRequiredTestMethod().getName())
        .ifPresent(
            text -> {
              template.publishReportEntry("tcpunit.sweep", text);
              System.out.append(text).flush();
            });
  }

  /** One run: without a loss, or with one. */
  private record Run(Sweep sweep, Optional<SweepPosition> position)
      implements TestTemplateInvocationContext, BeforeEachCallback, AfterEachCallback {

    @Override
    public String getDisplayName(int invocation) {
      return position.map(SweepPosition::toString).orElse("without loss");
    }

    @Override
    public List<Extension> getAdditionalExtensions() {
      return List.of(this);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
      Link link = link(context);
      if (LinkSessions.isLossy(context)) {
        throw new ExtensionConfigurationException(
            "a sweep needs a link that loses nothing by itself: @ImpairedLink(loss = 0)");
      }
      position.map(SweepPosition::fault).ifPresent(link::apply);
      link.apply(SweepProbe.fault());
    }

    @Override
    public void afterEach(ExtensionContext context) {
      List<FiredFault> fired = link(context).firedFaults();
      boolean failed = context.getExecutionException().isPresent();
      if (position.isEmpty()) {
        if (!failed) {
          sweep.learn(SweepProbe.passed(fired));
        }
        return;
      }
      List<FiredFault> struck = SweepProbe.struck(fired);
      if (struck.isEmpty() && position.get().isMissable() && !failed) {
        throw new TestAbortedException("this run had no " + position.get());
      }
      sweep.report.ran(position.get(), struck, SweepProbe.passed(fired), failed);
    }

    private static Link link(ExtensionContext context) {
      return LinkSessions.ofTest(context)
          .orElseThrow(() -> new IllegalStateException("a swept test always has a link"));
    }
  }
}
