package dev.tcpunit.internal.fork;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.discovery.ClassSelector;
import org.junit.platform.engine.discovery.IterationSelector;
import org.junit.platform.engine.discovery.MethodSelector;
import org.junit.platform.engine.discovery.NestedClassSelector;
import org.junit.platform.engine.discovery.NestedMethodSelector;
import org.junit.platform.engine.discovery.UniqueIdSelector;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;

/**
 * What a launch asked for. The tree has all of it but single invocations of templates and
 * factories, which are not there before these run.
 *
 * @param parameters the launch's own configuration parameters
 * @param selectors what was selected, in order
 */
record Selection(Map<String, String> parameters, List<DiscoverySelector> selectors) {
  /** Where it is not known what was asked for. */
  static final Selection NONE = new Selection(Map.of(), List.of());

  static Selection of(LauncherDiscoveryRequest request) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String key : request.getConfigurationParameters().keySet()) {
      request.getConfigurationParameters().get(key).ifPresent(value -> parameters.put(key, value));
    }
    return new Selection(parameters, request.getSelectorsByType(DiscoverySelector.class));
  }

  /** The ids that the child is to select, so that it runs what is left of the tree. */
  List<String> chosen(ForkedNode top, Collection<ForkedNode> nodes) {
    Map<ForkedNode, List<UniqueId>> single = new HashMap<>();
    for (ForkedNode node : nodes) {
      List<UniqueId> invocations = invocations(node);
      if (!invocations.isEmpty()) {
        single.put(node, invocations);
      }
    }
    List<String> chosen = new ArrayList<>();
    addAll(top, single, chosen);
    return chosen;
  }

  private static void addAll(
      ForkedNode node, Map<ForkedNode, List<UniqueId>> single, List<String> chosen) {
    if (single.containsKey(node)) {
      single.get(node).forEach(id -> chosen.add(Jupiter.withoutSuite(id).toString()));
    } else if (node.below().isEmpty()) {
      chosen.add(Jupiter.withoutSuite(node.getUniqueId()).toString());
    } else {
      node.below().forEach(below -> addAll(below, single, chosen));
    }
  }

  /** The invocations of a node that were selected; empty if all of it is wanted. */
  private List<UniqueId> invocations(ForkedNode node) {
    List<String> types = Jupiter.invocations(node.getUniqueId());
    List<UniqueId> invocations = new ArrayList<>();
    for (DiscoverySelector selector : types.isEmpty() ? List.<DiscoverySelector>of() : selectors) {
      if (selector instanceof UniqueIdSelector id && isBelow(id.getUniqueId(), node, types)) {
        invocations.add(id.getUniqueId());
      } else if (selector instanceof IterationSelector iterations) {
        if (selects(iterations.getParentSelector(), node)) {
          for (int index : iterations.getIterationIndices()) {
            String number = "#" + (index + 1);
            types.forEach(type -> invocations.add(node.getUniqueId().append(type, number)));
          }
        }
      } else if (selectsAll(selector, node, invocations.isEmpty())) {
        return List.of();
      }
    }
    return invocations;
  }

  private static boolean isBelow(UniqueId id, ForkedNode node, List<String> types) {
    int length = node.getUniqueId().getSegments().size();
    return id.hasPrefix(node.getUniqueId())
        && id.getSegments().size() > length
        && types.contains(id.getSegments().get(length).getType());
  }

  /** As Jupiter has it, where the node's own id counts only before one of an invocation. */
  private static boolean selectsAll(
      DiscoverySelector selector, ForkedNode node, boolean noInvocationBefore) {
    if (selector instanceof UniqueIdSelector id) {
      return node.getUniqueId().equals(id.getUniqueId())
          ? noInvocationBefore
          : node.getUniqueId().hasPrefix(id.getUniqueId());
    }
    if (selector instanceof MethodSelector || selector instanceof NestedMethodSelector) {
      return selects(selector, node);
    }
    if (selector instanceof ClassSelector || selector instanceof NestedClassSelector) {
      Optional<TestDescriptor> above = Optional.of(node);
      while (above.isPresent() && !selects(selector, above.get())) {
        above = above.get().getParent();
      }
      return above.isPresent();
    }
    // A package or the like, which has the class in it if the class is here.
    return true;
  }

  private static boolean selects(DiscoverySelector selector, TestDescriptor node) {
    TestSource source = node.getSource().orElse(null);
    if (selector instanceof UniqueIdSelector id) {
      return id.getUniqueId().equals(node.getUniqueId());
    }
    if (selector instanceof ClassSelector type) {
      return isClass(source, type.getClassName());
    }
    if (selector instanceof NestedClassSelector type) {
      return isClass(source, type.getNestedClassName());
    }
    if (selector instanceof NestedMethodSelector method) {
      return isMethod(source, method.getNestedClassName(), method.getMethodName());
    }
    return selector instanceof MethodSelector method
        && isMethod(source, method.getClassName(), method.getMethodName());
  }

  private static boolean isClass(TestSource source, String name) {
    return source instanceof ClassSource type && type.getClassName().equals(name);
  }

  private static boolean isMethod(TestSource source, String type, String name) {
    return source instanceof MethodSource method
        && method.getClassName().equals(type)
        && method.getMethodName().equals(name);
  }
}
