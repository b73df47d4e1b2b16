package dev.tcpunit.internal.fork;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.launcher.PostDiscoveryFilter;

/**
 * Puts the nodes in the order that they have where the tests were asked for: a random one differs
 * between JVMs, unless its seed is set.
 */
final class TreeOrder implements PostDiscoveryFilter {
  private final Map<String, Integer> places = new HashMap<>();

  TreeOrder(List<String> ids) {
    ids.forEach(id -> places.put(id, places.size()));
  }

  @Override
  public FilterResult apply(TestDescriptor descriptor) {
    if (Jupiter.isEngine(descriptor)) {
      sort(descriptor);
    }
    return FilterResult.included("all are wanted");
  }

  private void sort(TestDescriptor parent) {
    List<TestDescriptor> children = new ArrayList<>(parent.getChildren());
    children.forEach(this::sort);
    children.sort(Comparator.comparing(this::place));
    children.forEach(parent::removeChild);
    children.forEach(parent::addChild);
  }

  private int place(TestDescriptor child) {
    return places.getOrDefault(child.getUniqueId().toString(), Integer.MAX_VALUE);
  }
}
