package dev.tcpunit.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tcpunit.Requires;
import dev.tcpunit.internal.engine.Capabilities;
import dev.tcpunit.internal.linux.NetworkDevices;
import dev.tcpunit.kernel.ClosedSockets;
import dev.tcpunit.kernel.KernelCounters;
import dev.tcpunit.net.Endpoint;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a link takes of the machine, and gives back. */
class LinkLifecycleTest {
  private static final int MANY = 30;
  private static final long PATIENCE = Duration.ofSeconds(60).toNanos();

  @BeforeEach
  void needs_a_private_network() {
    Requires.sandbox();
  }

  /** What a link that was not closed whole would leave. */
  private record Holdings(
      List<String> interfaces,
      List<String> threads,
      Set<String> descriptors,
      Set<String> mappings) {
    static Holdings now() throws IOException {
      try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"));
          Stream<String> mappings = Files.lines(Path.of("/proc/self/maps"))) {
        return new Holdings(
            NetworkDevices.names(),
            Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("tcpunit link"))
                .toList(),
            descriptors
                .map(fd -> fd.getFileName() + " " + target(fd))
                .filter(fd -> fd.contains("socket:") || fd.contains("anon_inode:"))
                .collect(Collectors.toSet()),
            mappings.filter(line -> line.contains("socket:")).collect(Collectors.toSet()));
      }
    }

    private static String target(Path descriptor) {
      try {
        return Files.readSymbolicLink(descriptor).toString();
      } catch (IOException e) {
        return "closed meanwhile";
      }
    }

    /** What others held the garbage collector, or the end of a thread, may have given back. */
    void assertNoMoreThan(Holdings before) {
      assertThat(interfaces).isEqualTo(before.interfaces);
      assertThat(threads).isEqualTo(before.threads);
      assertThat(descriptors).isSubsetOf(before.descriptors);
      assertThat(mappings).isSubsetOf(before.mappings);
    }
  }

  @Test
  void should_leave_nothing_behind() throws Exception {
    Link.builder().delay(Duration.ofMillis(1)).open().close(); // what is loaded once stays
    Holdings before = Holdings.now();
    for (int i = 0; i < MANY; i++) {
      try (Link link = Link.builder().delay(Duration.ofMillis(1)).open()) {
        assertThat(NetworkDevices.names()).contains(link.interfaceName());
      }
    }

    Holdings.now().assertNoMoreThan(before);
  }

  @Test
  void should_leave_nothing_behind_if_it_cannot_open() throws Exception {
    Path off = Path.of("/proc/sys/net/ipv6/conf/default/disable_ipv6");
    String was = Files.readString(off).strip();
    Holdings before = Holdings.now();
    Files.writeString(off, "1");
    try {
      assertThatThrownBy(() -> Link.builder().ipv6().open())
          .isInstanceOf(LinkException.class)
          .hasMessageContaining("add address 2001:db8:0:0:0:0:0:1")
          .hasMessageContaining("IPv6 is off");
    } finally {
      Files.writeString(off, was);
    }

    Holdings.now().assertNoMoreThan(before);
  }

  @Test
  void should_receive_over_ipv6_from_the_first_packet_on() throws Exception {
    KernelCounters before = KernelCounters.now();
    for (int i = 0; i < 3 * MANY; i++) {
      try (Link link = Link.builder().ipv6().open();
          ServerSocket listener = new ServerSocket(0, 1, link.serverAddress());
          Socket client = new Socket()) {
        client.connect(link.towards(listener.getLocalPort()));
      }
    }

    assertThat(KernelCounters.now().since(before).get("TcpExt", "TCPSynRetrans")).isZero();
  }

  @Test
  void should_say_what_to_do_without_the_capability() throws Exception {
    Throwable thrown =
        Capabilities.without(
            () -> {
              try {
                Link.open().close();
                return null;
              } catch (LinkException e) {
                return e;
              }
            });

    assertThat(thrown)
        .hasMessage(
            "open link: netlink, add veth tcpunit0: Operation not permitted (EPERM). It takes"
                + " CAP_NET_ADMIN in a network of the test's own: run the tests with the goal"
                + " tcpunit:sandbox of the Maven plugin, or start them with: unshare"
                + " --map-current-user --keep-caps -n");
  }

  @Test
  void should_give_links_side_by_side_a_subnet_each() throws Exception {
    try (Link first = Link.open();
        Link second = Link.open();
        Link third = Link.builder().ipv6().open()) {
      assertThat(List.of(first.toString(), second.toString(), third.toString()))
          .containsExactly(
              "link tcpunit0, 192.0.2.1 to 192.0.2.2",
              "link tcpunit1, 192.0.2.5 to 192.0.2.6",
              "link tcpunit2, 2001:db8:0:2:0:0:0:1 to 2001:db8:0:2:0:0:0:2");
      for (Link link : List.of(first, second, third)) {
        Upload.over(link, 100_000);
      }
      assertThat(first.statistics().forwarded()).isPositive();
      assertThat(second.statistics().forwarded()).isPositive();
    }
  }

  @Test
  void should_close_on_another_thread_and_more_than_once() throws Exception {
    Link link = Link.open();

    CompletableFuture.runAsync(link::close).get();
    link.close();

    assertThat(NetworkDevices.names()).doesNotContain(link.interfaceName());
    assertThat(link.statistics().droppedByForwarder()).isZero();
  }

  @Test
  void should_abort_the_sockets_that_it_leaves_without_a_path() throws Exception {
    for (LinkBuilder builder : List.of(Link.builder(), Link.builder().ipv6())) {
      Link link = builder.open();
      try (ClosedSockets closed = ClosedSockets.watch();
          ServerSocket listener = new ServerSocket(0, 1, link.serverAddress());
          Socket client = new Socket()) {
        client.connect(link.towards(listener.getLocalPort()));
        Socket server = listener.accept();
        link.down();
        server.close(); // its FIN does not arrive, and would be sent again
        link.close();

        Endpoint orphan = Endpoint.of(link.serverAddress(), listener.getLocalPort());
        assertThat(closed.await(1, PATIENCE, socket -> socket.local().equals(orphan))).hasSize(1);
        assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(IOException.class);
      }
    }
  }

  @Test
  void should_lose_all_while_it_is_down() throws Exception {
    try (Link link = Link.open();
        ServerSocket listener = new ServerSocket(0, 1, link.serverAddress())) {
      link.down();
      try (Socket client = new Socket()) {
        assertThatThrownBy(() -> client.connect(link.towards(listener.getLocalPort()), 50))
            .isInstanceOf(IOException.class);
      }
      assertThat(link.statistics().droppedWhileDown()).isPositive();
      link.up();
      Upload.over(link, 10_000);
    }
  }

  /** However late the link's thread takes them. */
  @Test
  void should_lose_no_more_and_no_less_than_what_is_sent_while_it_is_down() throws Exception {
    try (Link link = Link.open();
        DatagramSocket receiver = new DatagramSocket(0, link.serverAddress());
        DatagramSocket sender = new DatagramSocket()) {
      for (int i = 1; i <= MANY; i++) {
        send(sender, link.towards(receiver.getLocalPort()));
        link.down();
        send(sender, link.towards(receiver.getLocalPort()));
        link.up();

        assertThat(link.statistics())
            .returns((long) i * MANY, LinkStatistics::forwarded)
            .returns((long) i * MANY, LinkStatistics::droppedWhileDown);
      }
    }
  }

  private static void send(DatagramSocket sender, InetSocketAddress to) throws IOException {
    for (int i = 0; i < MANY; i++) {
      sender.send(new DatagramPacket(new byte[1], 1, to));
    }
  }

  @Test
  void should_drop_what_finds_the_queue_full_and_report_it() throws Exception {
    try (Link link = Link.builder().rate("50mbit").queue("20kB").open()) {
      Upload.over(link, 500_000);

      assertThat(link.statistics().droppedByQueue()).isPositive();
      assertThat(link.statistics().droppedByForwarder()).isZero();
    }
  }

  @Test
  void should_carry_segments_as_long_as_the_mtu_lets_them_be() throws Exception {
    for (int mtu : new int[] {576, 9000, 20_000}) {
      try (Link link = Link.builder().mtu(mtu).open()) {
        link.apply(Faults.drop(Packets.clientData().first()));

        Upload.over(link, 300_000);

        // IPv4 and TCP headers with timestamps take 52 bytes
        assertThat(link.firedFaults()).extracting(FiredFault::length).containsExactly(mtu - 52);
      }
    }
  }

  @Test
  void should_lose_the_same_segments_for_the_same_seed() throws Exception {
    List<Long> lost = lostWith(7);

    assertThat(lost).isNotEmpty().isEqualTo(lostWith(7)).isNotEqualTo(lostWith(8));
  }

  private static List<Long> lostWith(long seed) throws Exception {
    try (Link link = Link.builder().delay("1ms").seed(seed).open()) {
      link.apply(Faults.drop(Packets.clientData().withProbability(0.1)));
      Upload.over(link, 100_000);
      return link.firedFaults().stream().map(FiredFault::sequence).distinct().sorted().toList();
    }
  }

  @Test
  void should_refuse_settings_that_contradict_each_other() {
    assertThatThrownBy(() -> Link.builder().delay("1ms").jitter("2ms").open())
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Link.builder().ipv6().mtu(1000).open())
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Link.builder().rate("fast"))
        .hasMessage("'fast' is not a rate such as 50mbit: bit, kbit, mbit or gbit a second");
  }
}
