package dev.tcpunit.internal.fork;

import java.util.Optional;
import org.junit.platform.launcher.LauncherDiscoveryListener;
import org.junit.platform.launcher.LauncherDiscoveryRequest;

/** Knows what is being discovered, which a filter is not told. Both are called by one thread. */
public final class DiscoveryRequests implements LauncherDiscoveryListener {
  private static final ThreadLocal<LauncherDiscoveryRequest> CURRENT = new ThreadLocal<>();

  /** The request of the discovery that this thread is in; empty where nobody told. */
  static Optional<LauncherDiscoveryRequest> current() {
    return Optional.ofNullable(CURRENT.get());
  }

  @Override
  public void launcherDiscoveryStarted(LauncherDiscoveryRequest request) {
    CURRENT.set(request);
  }

  @Override
  public void launcherDiscoveryFinished(LauncherDiscoveryRequest request) {
    CURRENT.remove();
  }
}
