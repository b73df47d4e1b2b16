package dev.tcpunit.internal.fork;

import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs in the child what was asked for, by JUnit's Launcher, in one session for all runs. */
final class ForkLauncher {
  /** What is printed is captured where it is shown: in the JVM that asks. */
  private static final Map<String, String> NOT_HERE =
      Map.of(
          "junit.platform.output.capture.stdout", "false",
          "junit.platform.output.capture.stderr", "false");

  /** Listeners that report, and filters, have their say where the tests were asked for. */
  private static final LauncherConfig CONFIG =
      LauncherConfig.builder()
          .enableTestExecutionListenerAutoRegistration(false)
          .enableLauncherDiscoveryListenerAutoRegistration(false)
          .enablePostDiscoveryFilterAutoRegistration(false)
          .build();

  /** Says again what was said of the same classes where they were discovered first. */
  private static final Logger SAYS_AGAIN =
      Logger.getLogger("org.junit.platform.launcher.core.DiscoveryIssueNotifier");

  private final EventSender events;

  private final LauncherSession session = LauncherFactory.openSession(CONFIG);

  ForkLauncher(EventSender events) {
    this.events = events;
    SAYS_AGAIN.setLevel(Level.OFF);
  }

  /**
   * Runs it.
   *
   * @return what is to be told when it is over
   */
  FieldWriter run(Frame request) {
    FramedOutput.printsFor(request.run());
    FieldWriter problem = new FieldWriter();
    try {
      EventListener listener = new EventListener(events, request.run());
      session.getLauncher().execute(discovery(RunRequest.read(request.body())), listener);
      problem.flag(false);
    } catch (Throwable e) {
      // Whatever it is, it is told to those who wait.
      ThrowableWriter.write(problem.flag(true), e);
    }
    return problem;
  }

  /** Ends the session, of which listeners may have to end something. */
  void close() {
    session.close();
  }

  private static LauncherDiscoveryRequest discovery(RunRequest request) {
    return LauncherDiscoveryRequestBuilder.request()
        .selectors(request.chosen().stream().map(DiscoverySelectors::selectUniqueId).toList())
        .filters(EngineFilter.includeEngines(Jupiter.ENGINE), new TreeOrder(request.order()))
        .configurationParameters(request.parameters())
        .configurationParameters(NOT_HERE)
        .build();
  }
}
