package dev.tcpunit;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The house: every package is listed here with the packages that it may use, and nothing else is.
 * Who moves a wall moves it here, and says why in the commit.
 */
class ArchitectureTest {
  private static final String BASE = "dev.tcpunit";
  private static final Map<String, Set<String>> HOUSE = new LinkedHashMap<>();

  static {
    room("net");
    room("capture", "net");
    room("trace", "net");
    room(
        "analysis",
        "net",
        "capture",
        "trace",
        "internal.wire",
        "internal.file",
        "internal.notation",
        "internal.track",
        "internal.classify",
        "internal.model");
    room("internal.wire", "net", "capture");
    room("internal.file", "net", "capture");
    // The model's words (counts, evidence, handshake states) are what tracking counts in.
    room("internal.track", "net", "trace", "internal.wire");
    // What stands behind the model's interfaces, for the analysis alone.
    room("internal.model", "net", "trace", "internal.track");
    room("internal.classify", "net", "trace", "internal.wire", "internal.track");
    // Sets of ranges are what tracking keeps too.
    room("dynamics", "net", "trace", "internal.track");
    // What a baseline was recorded on: the private network knows its congestion control.
    room(
        "baseline",
        "net",
        "trace",
        "dynamics",
        "internal.file",
        "internal.notation",
        "internal.sandbox");
    room("internal.linux", "net");
    // The link knows sides of connections as the model does; it analyses nothing.
    // A link is steered, and its connections get the congestion control, as those of loopback are.
    room("lab", "net", "trace", "internal.linux", "internal.sandbox");
    room("kernel", "net", "trace", "internal.linux");
    // The launcher runs before the tests' JVM, which then makes its network steady by netlink.
    // Processes of their own at the wall, which the launcher starts.
    room("internal.door");
    room("internal.sandbox", "internal.linux", "internal.door");
    room("internal.doctor", "net", "capture", "internal.sandbox");
    room("internal.engine", "net", "capture", "internal.linux");
    room(
        "internal.engine.afpacket",
        "net",
        "capture",
        "internal.engine",
        "internal.linux",
        "internal.door");
    room(
        "internal.engine.command",
        "net",
        "capture",
        "internal.engine",
        "internal.file",
        "internal.sandbox");
    room(
        "internal.engine.pcap4j",
        "net",
        "capture",
        "internal.engine",
        "internal.linux",
        "internal.door");
    room("internal.notation", "net", "trace", "internal.wire");
    // A ladder says why a connection stood still.
    room("internal.ladder", "net", "trace", "dynamics", "internal.notation");
    room("report", "net", "trace", "dynamics", "internal.ladder", "internal.notation");
    // A page tells a connection as the text reports do, and shows verdicts and the link's faults.
    room(
        "internal.html",
        "net",
        "trace",
        "dynamics",
        "lab",
        "report",
        "internal.file",
        "internal.ladder",
        "internal.notation",
        "internal.verdict");
    room(
        "cli",
        "net",
        "trace",
        "analysis",
        "report",
        "rule",
        "internal.suggest",
        "internal.doctor",
        "internal.file",
        "internal.html",
        "internal.notation");
    room(
        "internal.live",
        "net",
        "capture",
        "trace",
        "analysis",
        "internal.engine",
        "internal.file",
        // What is a debugger's is no test's.
        "internal.door",
        // A capture in a private network makes it steady first.
        "internal.sandbox",
        "internal.wire");
    room(
        "internal.junit",
        "net",
        "capture",
        "trace",
        "analysis",
        "junit",
        "internal.extension",
        // A failed test is told who waits for whom.
        "dynamics",
        // Opens links, and takes the kernel's account of the connections that were captured.
        "lab",
        "kernel",
        // Keeps what the kernel tells of closed sockets read between tests.
        "internal.linux",
        "internal.door",
        "internal.file",
        "internal.html",
        "internal.ladder",
        "internal.live",
        "internal.notation",
        "internal.verdict",
        "internal.rule",
        "internal.sandbox",
        "internal.doctor");
    // Annotations name their extensions here, which find what is behind them as a service.
    room("internal.extension");
    room("junit", "trace", "internal.extension");
    // Knows the extensions by which a class asks for a capture or a link.
    room("internal.fork", "junit", "internal.extension", "internal.sandbox", "internal.door");
    // Changes frames where they lie, analyzes them again, and hears which rules fail.
    room(
        "mutation",
        "net",
        "capture",
        "trace",
        "analysis",
        "dynamics",
        "internal.file",
        "internal.notation",
        "internal.wire",
        "internal.verdict");
    // Captures to files and judges what is in them; the kinds of its findings are those of rules.
    room(
        "internal.observe",
        "capture",
        "trace",
        "analysis",
        "internal.file",
        "internal.junit",
        "internal.live",
        "internal.notation",
        "internal.sandbox",
        "internal.verdict",
        "internal.rule.application",
        "internal.rule.handshake",
        "internal.rule.teardown");
    room("pattern", "net", "trace");
    room("internal.verdict", "net", "trace", "internal.notation");
    room("internal.rule", "net", "trace", "dynamics", "internal.notation", "internal.verdict");
    ruleGroups(
        "trace",
        "lifecycle",
        "handshake",
        "delivery",
        "acknowledgement",
        "teardown",
        "retransmission",
        "order",
        "size",
        "window",
        "ecn",
        "integrity",
        "kernel",
        "congestion",
        "timing",
        "application",
        "tls");
    // A pattern judges what it has read: its rule asks it.
    room(
        "internal.rule.shape",
        "net",
        "trace",
        "pattern",
        "internal.notation",
        "internal.verdict",
        "internal.rule");
    HOUSE.get("assertions").addAll(Set.of("pattern", "internal.rule.shape"));
    // A baseline is compared by its own package: its rule puts that into words.
    room("internal.rule.baseline", "net", "trace", "baseline", "internal.verdict", "internal.rule");
    HOUSE.get("assertions").add("internal.rule.baseline");
    // What an annotation asks for at a test's end is the same rule.
    HOUSE.get("internal.junit").addAll(Set.of("baseline", "internal.rule.baseline"));
    // Asks at the end of a test, and the kernel at the end of a class, what was left open.
    HOUSE.get("internal.junit").addAll(Set.of("internal.rule.trace", "internal.linux"));
    // Reads rules with patterns and limits as their parameters.
    HOUSE
        .get("internal.rule.catalogue")
        .addAll(Set.of("dynamics", "pattern", "internal.rule.shape"));
    room("rule", "trace", "internal.verdict", "internal.rule.catalogue");
    // Writes as Java what rules say of captures.
    room("internal.suggest", "trace", "rule", "internal.verdict", "internal.rule");
    HOUSE.get("internal.rule.kernel").add("kernel");
    // That a send buffer was full no packet shows.
    HOUSE.get("internal.rule.congestion").add("kernel");
    // Why a socket sent RST, its kernel knows.
    HOUSE.get("internal.rule.teardown").add("kernel");
  }

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(BASE);

  private static void room(String name, String... mayUse) {
    HOUSE.put(name, new LinkedHashSet<>(Arrays.asList(mayUse)));
  }

  /**
   * Rules lie in groups that know nothing of each other; what more than one needs lies above them.
   * The catalogue lists all rules, assertions ask them.
   */
  private static void ruleGroups(String... groups) {
    Set<String> users =
        new LinkedHashSet<>(Set.of("net", "trace", "internal.verdict", "internal.rule"));
    for (String group : groups) {
      String rule = "internal.rule." + group;
      room(
          rule,
          "net",
          "trace",
          "dynamics",
          "internal.notation",
          "internal.verdict",
          "internal.rule");
      users.add(rule);
    }
    HOUSE.put("internal.rule.catalogue", users);
    HOUSE.put("assertions", new LinkedHashSet<>(users));
    // What limited a flow is said in the words of its dynamics.
    HOUSE.get("assertions").add("dynamics");
  }

  @Test
  void should_list_every_package_that_exists_and_no_other() {
    Set<String> existing =
        CLASSES.stream()
            .map(ArchitectureTest::roomOf)
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(existing).containsExactlyInAnyOrderElementsOf(HOUSE.keySet());
  }

  @Test
  void should_use_only_what_the_house_allows() {
    Set<String> trespasses = new TreeSet<>();
    for (JavaClass from : CLASSES) {
      for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
        JavaClass to = dependency.getTargetClass();
        if (to.getPackageName().startsWith(BASE) && !mayUse(roomOf(from), roomOf(to))) {
          trespasses.add(roomOf(from) + " -> " + roomOf(to) + " in " + dependency.getDescription());
        }
      }
    }

    assertThat(trespasses).isEmpty();
  }

  /** Whoever can be reached from where he stands is in a cycle with it, however long the way. */
  @Test
  void should_have_no_two_packages_that_use_each_other() {
    Map<String, Set<String>> uses = new TreeMap<>();
    for (JavaClass from : CLASSES) {
      for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
        JavaClass to = dependency.getTargetClass();
        if (to.getPackageName().startsWith(BASE) && !roomOf(to).equals(roomOf(from))) {
          uses.computeIfAbsent(roomOf(from), room -> new TreeSet<>()).add(roomOf(to));
        }
      }
    }
    Set<String> cycles = new TreeSet<>();
    for (String room : uses.keySet()) {
      for (String other : uses.get(room)) {
        if (reachable(other, uses).contains(room)) {
          cycles.add(room + " -> " + other);
        }
      }
    }

    assertThat(cycles).isEmpty();
  }

  private static Set<String> reachable(String from, Map<String, Set<String>> uses) {
    Set<String> found = new TreeSet<>(Set.of(from));
    Deque<String> open = new ArrayDeque<>(found);
    while (!open.isEmpty()) {
      for (String next : uses.getOrDefault(open.pop(), Set.of())) {
        if (found.add(next)) {
          open.push(next);
        }
      }
    }
    return found;
  }

  /** Who reads a name needs no import to know what it stands for. */
  @Test
  void should_have_no_two_classes_of_one_name() {
    Map<String, Set<String>> packages = new TreeMap<>();
    CLASSES.stream()
        .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
        .forEach(
            type ->
                packages
                    .computeIfAbsent(type.getSimpleName(), name -> new TreeSet<>())
                    .add(type.getPackageName()));
    packages.values().removeIf(homes -> homes.size() == 1);

    assertThat(packages).isEmpty();
  }

  @Test
  void should_keep_the_capture_libraries_in_one_package_each() {
    Set<String> users = new TreeSet<>();
    for (JavaClass from : CLASSES) {
      for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
        String library = dependency.getTargetClass().getPackageName();
        if (library.startsWith("org.pcap4j") || library.startsWith("com.sun.jna")) {
          users.add(
              roomOf(from)
                  + " uses "
                  + library.replaceFirst("^(org\\.pcap4j|com\\.sun\\.jna).*", "$1"));
        }
      }
    }

    assertThat(users)
        .isSubsetOf(
            "internal.engine.pcap4j uses org.pcap4j",
            "internal.engine.pcap4j uses com.sun.jna",
            "internal.linux uses com.sun.jna",
            "internal.sandbox uses com.sun.jna");
  }

  private static boolean mayUse(String from, String to) {
    return from.equals(to) || HOUSE.getOrDefault(from, Set.of()).contains(to);
  }

  private static String roomOf(JavaClass type) {
    String name = type.getPackageName();
    return name.equals(BASE) ? "" : name.substring(BASE.length() + 1);
  }
}
