package dev.tcpunit.internal.junit;

import dev.tcpunit.internal.linux.DestroyedSockets;
import dev.tcpunit.internal.linux.LinuxException;
import dev.tcpunit.internal.live.Attribution;
import dev.tcpunit.internal.live.CaptureWindow;
import dev.tcpunit.internal.live.SeenConnection;
import dev.tcpunit.internal.sandbox.CurrentSandbox;
import dev.tcpunit.kernel.ClosedSocket;
import dev.tcpunit.kernel.ClosedSockets;
import dev.tcpunit.kernel.KernelCounters;
import dev.tcpunit.kernel.KernelSockets;
import dev.tcpunit.kernel.KernelTruth;
import dev.tcpunit.kernel.KernelWitness;
import dev.tcpunit.net.Endpoint;
import dev.tcpunit.net.FlowKey;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Trace;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** The kernel's own account of one test's connections, from the test's begin on. */
final class KernelAccount implements KernelWitness, AutoCloseable {
  private static final String NOT_HERE = "the kernel's counters cannot be read on this system";

  private final CaptureWindow window;
  private final LiveTrace live;
  private final Duration timeout;
  private final Optional<KernelCounters> before;
  private final Optional<ClosedSockets> sockets;

  /** What sockets sent for which one wait was long enough, so that not every rule waits. */
  private final Set<FlowKey> awaitedInVain = ConcurrentHashMap.newKeySet();

  private KernelAccount(
      CaptureWindow window,
      LiveTrace live,
      Duration timeout,
      Optional<KernelCounters> before,
      Optional<ClosedSockets> sockets) {
    this.window = window;
    this.live = live;
    this.timeout = timeout;
    this.before = before;
    this.sockets = sockets;
  }

  /** Begins an account; where the kernel tells nothing it says so when it is asked. */
  static KernelAccount open(CaptureWindow window, LiveTrace live, Duration timeout) {
    return new KernelAccount(window, live, timeout, read(), watch());
  }

  /** Keeps the thread running that hears of closed sockets, for the accounts to come. */
  static Optional<DestroyedSockets.Subscription> keepWatching() {
    try {
      return Optional.of(DestroyedSockets.listen(new DestroyedSockets.Listener() {}));
    } catch (LinuxException | LinkageError e) {
      return Optional.empty(); // each account says so
    }
  }

  private static Optional<KernelCounters> read() {
    try {
      return Optional.of(KernelCounters.now());
    } catch (UncheckedIOException e) {
      return Optional.empty();
    }
  }

  private static Optional<ClosedSockets> watch() {
    try {
      return Optional.of(ClosedSockets.watch());
    } catch (UncheckedIOException | UnsupportedOperationException e) {
      return Optional.empty();
    }
  }

  @Override
  public KernelTruth counters() {
    if (before.isEmpty()) {
      Trace trace = live.settled(connection -> true);
      return new KernelTruth(trace, Map.of(), Set.of(), Optional.of(NOT_HERE));
    }
    long deadline = System.nanoTime() + timeout.toNanos();
    KernelCounters first;
    KernelCounters second = KernelCounters.now();
    Trace trace;
    do {
      first = second;
      trace = live.settled(connection -> true);
      second = KernelCounters.now();
    } while (first.inSegs() != second.inSegs() && System.nanoTime() < deadline);
    Optional<String> restless =
        first.inSegs() == second.inSegs()
            ? Optional.empty()
            : Optional.of("segments came and came while the counters were read");
    return new KernelTruth(
        trace, second.since(before.get()).all(), addresses(), strangers().or(() -> restless));
  }

  @Override
  public OptionalLong receivedTwice() {
    return before.isPresent() && strangers().isEmpty()
        ? OptionalLong.of(KernelCounters.now().since(before.get()).dsackSent())
        : OptionalLong.empty();
  }

  /** Who else may have made the kernel count. */
  private Optional<String> strangers() {
    if (CurrentSandbox.strategy().isEmpty()) {
      return Optional.of(
          "this JVM shares the host's network, whose counters count other programs' traffic too");
    }
    if (!window.others().isEmpty()) {
      return Optional.of(
          "other tests ran in the same network at the same time: "
              + String.join(", ", window.others()));
    }
    List<SeenConnection> strange =
        live.seen().stream().filter(seen -> seen.attribution() != Attribution.MINE).toList();
    return strange.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "there was other traffic in the same network: "
                + strange.get(0)
                + (strange.size() > 1 ? " and " + (strange.size() - 1) + " more" : ""));
  }

  @Override
  public KernelSockets sockets(Connection connection, Optional<Duration> limit) {
    Set<InetAddress> here = addresses();
    Set<Role> ends = EnumSet.noneOf(Role.class);
    Set<FlowKey> own = new HashSet<>();
    for (Connection view : connection.views()) {
      for (Role end : Role.values()) {
        Flow sent = view.flow(end);
        if (isHere(here, sent.source().address())) {
          ends.add(end);
          own.add(new FlowKey(sent.source(), sent.destination()));
        }
      }
    }
    if (sockets.isEmpty()) {
      String doubt = "the kernel does not tell of closed sockets on this system";
      return new KernelSockets(ends, List.of(), Optional.of(doubt));
    }
    List<ClosedSocket> closed =
        await(
            sockets.get(),
            own.size(),
            socket -> own.contains(new FlowKey(socket.local(), socket.remote())),
            limit.orElse(timeout));
    return new KernelSockets(ends, closed, doubt(sockets.get(), closed));
  }

  @Override
  public Optional<ClosedSocket> socket(Connection connection, Role end) {
    Set<InetAddress> here = addresses();
    List<Flow> sent =
        connection.views().stream()
            .map(view -> view.flow(end))
            .filter(flow -> isHere(here, flow.source().address()))
            .toList();
    if (sockets.isEmpty() || sent.isEmpty()) {
      return Optional.empty();
    }
    FlowKey key = new FlowKey(sent.get(0).source(), sent.get(0).destination());
    List<ClosedSocket> closed =
        await(
            sockets.get(),
            1,
            socket -> sent.stream().anyMatch(flow -> mayBeOf(flow, socket)),
            awaitedInVain.contains(key) ? Duration.ZERO : timeout);
    if (closed.isEmpty()) {
      awaitedInVain.add(key);
    }
    List<ClosedSocket> own =
        closed.stream().filter(s -> end == Role.CLIENT || !s.isDisconnected()).toList();
    return own.size() == 1 ? Optional.of(own.get(0)) : Optional.empty();
  }

  /** The sockets of a server share a port: of one without the client's it is not known whose. */
  private static boolean mayBeOf(Flow sent, ClosedSocket socket) {
    return socket.isDisconnected()
        ? socket.local().port() == sent.source().port()
            && socket.remote().address().equals(sent.destination().address())
        : socket.local().equals(sent.source()) && socket.remote().equals(sent.destination());
  }

  private static List<ClosedSocket> await(
      ClosedSockets sockets, int number, Predicate<ClosedSocket> which, Duration limit) {
    try {
      return sockets.await(number, limit.toNanos(), which);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for the sockets to be closed", e);
    }
  }

  private static Optional<String> doubt(ClosedSockets sockets, List<ClosedSocket> closed) {
    long ends = closed.stream().map(ClosedSocket::local).distinct().count();
    if (ends < closed.size()) {
      return Optional.of("the same ports were used by more than one connection of this test");
    }
    return sockets.isComplete()
        ? Optional.empty()
        : Optional.of("sockets were closed so fast that the kernel did not tell of all of them");
  }

  /** Whether an endpoint is one of this machine, or was. */
  boolean isHere(Endpoint endpoint) {
    return isHere(addresses(), endpoint.address());
  }

  private static boolean isHere(Set<InetAddress> addresses, InetAddress address) {
    return address.isLoopbackAddress() || addresses.contains(address);
  }

  /** The addresses of this network, and those that sockets had on interfaces that are gone. */
  private Set<InetAddress> addresses() {
    Set<InetAddress> addresses = new HashSet<>();
    try {
      NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .forEach(addresses::add);
    } catch (SocketException e) {
      throw new UncheckedIOException("the addresses of this network cannot be read", e);
    }
    sockets.ifPresent(
        watch -> watch.soFar().forEach(socket -> addresses.add(socket.local().address())));
    return addresses;
  }

  @Override
  public void close() {
    sockets.ifPresent(ClosedSockets::close);
  }
}
