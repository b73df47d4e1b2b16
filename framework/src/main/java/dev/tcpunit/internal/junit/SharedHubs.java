package dev.tcpunit.internal.junit;

import dev.tcpunit.capture.CaptureException;
import dev.tcpunit.internal.linux.DestroyedSockets;
import dev.tcpunit.internal.live.CaptureHub;
import dev.tcpunit.net.LinkAddresses;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * The running captures of a JVM, one for each interface, engine and payload mode. JUnit closes them
 * when the last test is over.
 */
@SuppressWarnings("deprecation") // JUnit before 5.13 closes nothing but a CloseableResource.
final class SharedHubs implements ExtensionContext.Store.CloseableResource, AutoCloseable {
  private static final Namespace NAMESPACE = Namespace.create(SharedHubs.class);

  private final Map<Object, Slot> slots = new HashMap<>();
  private final Optional<DestroyedSockets.Subscription> watch = KernelAccount.keepWatching();

  /** A capture that could not start is not tried again for every test. */
  private record Slot(CaptureHub hub, CaptureException failure) {}

  static SharedHubs of(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(SharedHubs.class, key -> new SharedHubs(), SharedHubs.class);
  }

  synchronized CaptureHub hub(CaptureSettings settings)
      throws CaptureException, InterruptedException {
    Object key =
        List.of(settings.interfaceName(), settings.payload(), String.valueOf(settings.engine()));
    Slot slot = slots.get(key);
    if (slot == null || slot.hub() != null && slot.hub().hasEnded()) {
      closeIfRunning(slot);
      slot = start(settings);
      slots.put(key, slot);
    }
    if (slot.failure() != null) {
      throw slot.failure();
    }
    return slot.hub();
  }

  /** The capture on one test's link, which that test closes. */
  static CaptureHub onLink(CaptureSettings settings, LinkAddresses link)
      throws CaptureException, InterruptedException {
    try {
      return CaptureHub.start(
          settings.engine(),
          settings.interfaceName(),
          settings.payload(),
          settings.limitBytes(),
          Optional.of(link),
          settings.bufferBytes());
    } catch (CaptureException e) {
      throw CaptureAdvice.addTo(e);
    }
  }

  private static Slot start(CaptureSettings settings) throws InterruptedException {
    try {
      CaptureHub hub =
          CaptureHub.start(
              settings.engine(),
              settings.interfaceName(),
              settings.payload(),
              settings.limitBytes(),
              Optional.empty(),
              settings.bufferBytes());
      return new Slot(hub, null);
    } catch (CaptureException e) {
      return new Slot(null, CaptureAdvice.addTo(e));
    }
  }

  private static void closeIfRunning(Slot slot) {
    if (slot != null && slot.hub() != null) {
      slot.hub().close();
    }
  }

  @Override
  public synchronized void close() {
    slots.values().forEach(SharedHubs::closeIfRunning);
    slots.clear();
    watch.ifPresent(DestroyedSockets.Subscription::close);
  }
}
