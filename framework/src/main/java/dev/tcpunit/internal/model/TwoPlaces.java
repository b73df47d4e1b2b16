package dev.tcpunit.internal.model;

import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Acceptance;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.FlowCount;
import dev.tcpunit.trace.Handshake;
import dev.tcpunit.trace.IcmpError;
import dev.tcpunit.trace.Passage;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.Teardown;
import dev.tcpunit.trace.Transit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * One connection that was captured at both of its ends: what each side sent is told where it was
 * sent, and what became of it where it arrived.
 */
final class TwoPlaces {
  private static final Handshake INCOMPLETE = of(Handshake.State.INCOMPLETE);
  private static final Handshake NOT_CAPTURED = of(Handshake.State.NOT_CAPTURED);

  private final CapturedConnection atClient;
  private final CapturedConnection atServer;
  private List<Segment> segments;

  TwoPlaces(CapturedConnection atClient, CapturedConnection atServer) {
    this.atClient = atClient;
    this.atServer = atServer;
  }

  CapturedConnection atClient() {
    return atClient;
  }

  CapturedConnection atServer() {
    return atServer;
  }

  CapturedConnection at(Role end) {
    return end == Role.CLIENT ? atClient : atServer;
  }

  boolean keepsSegments() {
    return atClient.keepsSegments();
  }

  /** What one side sent, with both ends named as the client names them. */
  CapturedFlow flow(Role sender) {
    Flow named = atClient.flow(sender);
    CapturedFlow.Builder builder =
        CapturedFlow.builder(sender, named.source(), named.destination());
    copy(at(sender).flow(sender), at(sender.peer()).flow(sender), builder);
    return builder.build();
  }

  private static void copy(CapturedFlow sent, CapturedFlow arrived, CapturedFlow.Builder to) {
    to.seenAt(sent.connection(), arrived);
    for (FlowCount count : FlowCount.values()) {
      Flow place = count.isOfArrival() ? arrived : sent;
      if (place.isKnown(count)) {
        to.count(count, place.count(count));
      } else {
        to.unknown(count);
      }
    }
    sent.initialSequenceNumber().ifPresent(isn -> to.syn(isn, sent.synOptions().orElse(null)));
    sent.finOffset().ifPresent(offset -> to.fin(offset, sent.isFinAcknowledged()));
    if (sent.hasSentReset() || arrived.hasSentReset()) {
      to.reset();
    }
    sent.acknowledgedTo().ifPresent(to::acknowledgedTo);
    sent.unacknowledgedSinceNanos().ifPresent(to::unacknowledgedSince);
    to.httpMessages(sent.httpMessages()).tls(sent.tlsRecords(), sent.tlsHello().orElse(null));
    to.httpParts(sent.httpParts());
    to.endOffset(sent.endOffset()).payloadSha256(sent.payloadSha256().orElse(null));
  }

  /** It came as far as both ends saw it come; its time is the client's. */
  Handshake handshake() {
    Handshake opened = atClient.handshake();
    Handshake.State accepted = atServer.handshake().state();
    return switch (opened.state()) {
      case COMPLETED -> accepted == Handshake.State.COMPLETED ? opened : asFarAs(accepted);
      // The server's end is there only where the SYN arrived: what it answered was lost.
      case UNANSWERED -> atServer.serverToClient().segments() > 0 ? INCOMPLETE : opened;
      default -> opened;
    };
  }

  private static Handshake asFarAs(Handshake.State accepted) {
    return accepted == Handshake.State.NOT_CAPTURED ? NOT_CAPTURED : INCOMPLETE;
  }

  /** What its ends sent and received counts: a FIN that was lost is sent, and not acknowledged. */
  Teardown teardown() {
    return new Teardown(state(), first());
  }

  private Teardown.State state() {
    if (is(atClient, Teardown.State.RESET) || is(atServer, Teardown.State.RESET)) {
      return Teardown.State.RESET;
    }
    List<CapturedFlow> closed =
        Stream.of(Role.values())
            .map(sender -> at(sender).flow(sender))
            .filter(flow -> flow.finOffset().isPresent())
            .toList();
    if (closed.isEmpty()) {
      return Teardown.State.OPEN;
    }
    if (!closed.stream().allMatch(TwoPlaces::isClosed)) {
      return Teardown.State.CANNOT_TELL;
    }
    return closed.size() == 2 ? Teardown.State.CLEAN : Teardown.State.HALF_CLOSED;
  }

  private static boolean is(Connection end, Teardown.State state) {
    return end.teardown().state() == state;
  }

  private static boolean isClosed(Flow flow) {
    return flow.isFinAcknowledged() && flow.endOffset() <= flow.finOffset().orElseThrow();
  }

  /** Each end sees its own close first where both close at the same time. */
  private Optional<Role> first() {
    Optional<Role> client = atClient.teardown().first();
    Optional<Role> server = atServer.teardown().first();
    if (client.isEmpty() || server.isEmpty() || client.equals(server)) {
      return client.or(() -> server);
    }
    return closing(client.get())
        .flatMap(one -> closing(server.get()).map(other -> earlier(one, other)))
        .or(() -> client);
  }

  private Optional<Segment> closing(Role sender) {
    return at(sender).segments().stream()
        .filter(segment -> segment.from() == sender)
        .filter(s -> s.has(TcpFlags.FIN) || s.has(TcpFlags.RST))
        .findFirst();
  }

  private static Role earlier(Segment one, Segment other) {
    return one.frame() < other.frame() ? one.from() : other.from();
  }

  /** What either end was told. */
  List<IcmpError> icmpErrors() {
    return Stream.of(atClient, atServer)
        .flatMap(end -> end.icmpErrors().stream())
        .sorted(Comparator.comparingLong(IcmpError::frame))
        .toList();
  }

  /** Each segment once: where it was sent, and what nobody sent where it arrived. */
  synchronized List<Segment> segments() {
    if (segments == null) {
      segments = keepsSegments() ? merged() : List.of();
    }
    return segments;
  }

  private List<Segment> merged() {
    List<Segment> all = new ArrayList<>();
    for (Role sender : Role.values()) {
      Transit transit = at(sender).flow(sender).transit();
      transit.passages().forEach(passage -> all.add(received(passage)));
      all.addAll(transit.strangers());
    }
    all.sort(Comparator.comparingLong(Segment::frame));
    List<Segment> placed = new ArrayList<>(all.size());
    for (Segment segment : all) {
      placed.add(((CapturedSegment) segment).at(placed.size()));
    }
    return List.copyOf(placed);
  }

  /** As it was sent, accepted as its first copy was that its receiver took, if it took any. */
  private static Segment received(Passage passage) {
    List<Segment> arrivals = passage.arrivals();
    return arrivals.stream()
        .filter(arrival -> arrival.acceptance() == Acceptance.ACCEPTED)
        .findFirst()
        .or(() -> arrivals.stream().findFirst())
        .<Segment>map(
            arrival -> ((CapturedSegment) passage.sent()).receivedAs((CapturedSegment) arrival))
        .orElse(passage.sent());
  }

  private static Handshake of(Handshake.State state) {
    return new Handshake(state, OptionalLong.empty());
  }
}
