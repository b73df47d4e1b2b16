package dev.tcpunit.internal.fork;

import dev.tcpunit.internal.fork.RunRequest.Choice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.discovery.IterationSelector;
import org.junit.platform.engine.discovery.MethodSelector;
import org.junit.platform.engine.discovery.UniqueIdSelector;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;

/**
 * What a launch asked for that is not in the tree before it runs: single invocations of templates
 * and factories.
 *
 * @param parameters the launch's own configuration parameters
 * @param ids the unique ids that were selected
 * @param iterations the invocations that were selected by number
 */
record Selection(
    Map<String, String> parameters, List<UniqueId> ids, List<IterationSelector> iterations) {
  /** Where it is not known what was asked for: the tree has all of it. */
  static final Selection NONE = new Selection(Map.of(), List.of(), List.of());

  static Selection of(LauncherDiscoveryRequest request) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String key : request.getConfigurationParameters().keySet()) {
      request.getConfigurationParameters().get(key).ifPresent(value -> parameters.put(key, value));
    }
    List<UniqueId> ids =
        request.getSelectorsByType(UniqueIdSelector.class).stream()
            .map(UniqueIdSelector::getUniqueId)
            .toList();
    List<IterationSelector> iterations = request.getSelectorsByType(IterationSelector.class);
    int all = request.getSelectorsByType(DiscoverySelector.class).size();
    // Where classes or methods were selected too, one of them may want the whole template.
    return ids.size() + iterations.size() == all
        ? new Selection(parameters, ids, iterations)
        : new Selection(parameters, List.of(), List.of());
  }

  /** What the child is to select, so that it runs what is left of the tree. */
  List<Choice> choices(ForkedNode top, Function<String, ForkedNode> nodes) {
    Map<ForkedNode, List<Choice>> single = new LinkedHashMap<>();
    for (UniqueId id : ids) {
      if (id.hasPrefix(top.getUniqueId())) {
        addBelowNode(id, nodes, single);
      }
    }
    List<Choice> choices = new ArrayList<>();
    addAll(top, single, choices);
    return choices;
  }

  private static void addBelowNode(
      UniqueId id, Function<String, ForkedNode> nodes, Map<ForkedNode, List<Choice>> single) {
    UniqueId own = Jupiter.withoutSuite(id);
    UniqueId above = own;
    while (nodes.apply(above.toString()) == null && above.getSegments().size() > 1) {
      above = above.removeLastSegment();
    }
    ForkedNode node = nodes.apply(above.toString());
    if (node != null && !above.equals(own)) {
      single
          .computeIfAbsent(node, key -> new ArrayList<>())
          .add(new Choice(own.toString(), List.of()));
    }
  }

  private void addAll(ForkedNode node, Map<ForkedNode, List<Choice>> single, List<Choice> choices) {
    List<Choice> some = single.get(node);
    if (some != null && !isSelectedWhole(node)) {
      choices.addAll(some);
    } else if (node.below().isEmpty()) {
      choices.add(
          new Choice(Jupiter.withoutSuite(node.getUniqueId()).toString(), iterations(node)));
    } else {
      node.below().forEach(below -> addAll(below, single, choices));
    }
  }

  private boolean isSelectedWhole(TestDescriptor node) {
    return ids.stream().anyMatch(id -> node.getUniqueId().hasPrefix(id));
  }

  private List<Integer> iterations(ForkedNode node) {
    return isSelectedWhole(node)
        ? List.of()
        : iterations.stream()
            .filter(selector -> selects(selector.getParentSelector(), node))
            .flatMap(selector -> selector.getIterationIndices().stream())
            .distinct()
            .toList();
  }

  private static boolean selects(DiscoverySelector selector, ForkedNode node) {
    if (selector instanceof UniqueIdSelector id) {
      return id.getUniqueId().equals(node.getUniqueId());
    }
    return selector instanceof MethodSelector method
        && node.getSource()
            .filter(source -> source instanceof MethodSource)
            .map(MethodSource.class::cast)
            .filter(source -> source.getClassName().equals(method.getClassName()))
            .filter(source -> source.getMethodName().equals(method.getMethodName()))
            .isPresent();
  }
}
