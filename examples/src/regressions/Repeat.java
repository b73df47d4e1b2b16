import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * Runs the tests of a class some number of times in one JVM, beside some number of threads that only
 * compute, and says how often each was green, and what differed how often: {@code java -cp ...
 * Repeat.java 50 0 dev.tcpunit.examples.JdkRegressionTest}.
 */
final class Repeat {
  private static final Pattern DIFFERS = Pattern.compile("differs: +(.*?): ");
  private static final int LONGEST = 300;

  private final Map<String, Integer> counts = new TreeMap<>();

  private Repeat() {}

  public static void main(String[] arguments) {
    for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
      Thread busy = new Thread(Repeat::compute);
      busy.setDaemon(true);
      busy.start();
    }
    Repeat repeat = new Repeat();
    for (int run = 0; run < Integer.parseInt(arguments[0]); run++) {
      repeat.run(arguments[2]);
    }
    repeat.counts.forEach((what, number) -> System.out.printf("%5d  %s%n", number, what));
    System.exit(0);
  }

  private static void compute() {
    while (!Thread.currentThread().isInterrupted()) {
      Thread.onSpinWait();
    }
  }

  private void run(String testClass) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(DiscoverySelectors.selectClass(testClass))
            .build();
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherFactory.create().execute(request, listener);
    TestExecutionSummary summary = listener.getSummary();
    count("green", summary.getTestsSucceededCount());
    for (TestExecutionSummary.Failure failure : summary.getFailures()) {
      String test = failure.getTestIdentifier().getDisplayName();
      count("red: " + test + ": " + reason(failure.getException()), 1);
    }
  }

  private void count(String what, long number) {
    counts.merge(what, (int) number, Integer::sum);
  }

  /** The facts that differ, or what else went wrong. */
  private static String reason(Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    Matcher differs = DIFFERS.matcher(message);
    StringBuilder facts = new StringBuilder();
    while (differs.find()) {
      facts.append(facts.isEmpty() ? "" : "; ").append(differs.group(1));
    }
    String whole = failure.getClass().getSimpleName() + " " + message.lines().limit(3).toList();
    return facts.isEmpty() ? whole.substring(0, Math.min(LONGEST, whole.length())) : "" + facts;
  }
}
