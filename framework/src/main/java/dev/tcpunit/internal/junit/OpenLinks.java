package dev.tcpunit.internal.junit;

import dev.tcpunit.lab.Fault;
import dev.tcpunit.lab.FiredFault;
import dev.tcpunit.lab.Link;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.TestAbortedException;

/** The links that one test has opened. JUnit closes them after the test. */
@SuppressWarnings("deprecation") // JUnit before 5.13 closes nothing but a CloseableResource.
final class OpenLinks implements ExtensionContext.Store.CloseableResource, AutoCloseable {
  private static final int MOST_LINES = 12;

  private final Map<Object, Link> links = new LinkedHashMap<>();

  /** The link of one key, opened when it is first asked for. */
  synchronized Link link(Object key, Supplier<Link> opening) {
    Link known = links.get(key);
    if (known == null) {
      known = opening.get();
      links.put(key, known);
    }
    return known;
  }

  /** The faults that have struck. */
  synchronized List<FiredFault> fired() {
    return links.values().stream()
        .flatMap(link -> link.firedFaults().stream())
        .filter(fired -> !SweepProbe.isProbe(fired.fault()))
        .toList();
  }

  /** Fails a test whose fault never struck: it has not shown what it claims. */
  synchronized void judge(ExtensionContext context) {
    List<Fault> unfired =
        links.values().stream().flatMap(link -> link.unfiredFaults().stream()).toList();
    boolean skipped =
        context.getExecutionException().filter(e -> e instanceof TestAbortedException).isPresent();
    if (!unfired.isEmpty() && !skipped) {
      throw new AssertionError(neverStruck(TestName.of(context), unfired, fired()));
    }
  }

  static String neverStruck(TestName name, List<Fault> unfired, List<FiredFault> fired) {
    StringBuilder text = new StringBuilder();
    text.append("Expecting every fault on the link of\n  ").append(name).append('\n');
    text.append("to strike a packet\n");
    text.append("but ").append(unfired.size()).append(" never did:\n");
    addLines(text, unfired);
    if (fired.isEmpty()) {
      text.append("and no other fault struck\n");
    } else {
      text.append("while these struck:\n");
      addLines(text, fired);
    }
    text.append("look for: did the test send so much, over the link, and after the fault was")
        .append(" applied?\n");
    text.append("  Fault.optional() lets a fault miss.");
    return text.toString();
  }

  private static void addLines(StringBuilder text, List<?> lines) {
    lines.stream().limit(MOST_LINES).forEach(l -> text.append("  ").append(l).append('\n'));
    if (lines.size() > MOST_LINES) {
      text.append("  and ").append(lines.size() - MOST_LINES).append(" more\n");
    }
  }

  @Override
  public synchronized void close() {
    List<RuntimeException> failures = new ArrayList<>();
    for (Link link : links.values()) {
      try {
        link.close();
      } catch (RuntimeException e) {
        failures.add(e);
      }
    }
    links.clear();
    if (!failures.isEmpty()) {
      RuntimeException first = failures.remove(0);
      failures.forEach(first::addSuppressed);
      throw first;
    }
  }
}
