package dev.tcpunit.lab;

import static dev.tcpunit.lab.Faults.blackhole;
import static dev.tcpunit.lab.Faults.corrupt;
import static dev.tcpunit.lab.Faults.corruptUnnoticed;
import static dev.tcpunit.lab.Faults.delay;
import static dev.tcpunit.lab.Faults.drop;
import static dev.tcpunit.lab.Faults.duplicate;
import static dev.tcpunit.lab.Faults.injectAckOfUnsentData;
import static dev.tcpunit.lab.Faults.injectOldSegment;
import static dev.tcpunit.lab.Faults.injectRst;
import static dev.tcpunit.lab.Faults.injectSyn;
import static dev.tcpunit.lab.Faults.limitQueue;
import static dev.tcpunit.lab.Faults.markCe;
import static dev.tcpunit.lab.Faults.reorder;
import static dev.tcpunit.lab.Faults.rewriteWindow;
import static dev.tcpunit.lab.Faults.stripOption;
import static dev.tcpunit.lab.Faults.truncate;
import static dev.tcpunit.lab.Faults.zeroWindow;
import static dev.tcpunit.lab.Packets.any;
import static dev.tcpunit.lab.Packets.clientData;
import static dev.tcpunit.lab.Packets.fin;
import static dev.tcpunit.lab.Packets.pureAck;
import static dev.tcpunit.lab.Packets.serverData;
import static dev.tcpunit.lab.Packets.syn;
import static dev.tcpunit.lab.Packets.synAck;
import static dev.tcpunit.lab.PathFaults.closesIdleAfter;
import static dev.tcpunit.lab.PathFaults.natForgetsAndResets;
import static dev.tcpunit.lab.PathFaults.pathMtu;
import static dev.tcpunit.lab.PathFaults.resetsIdleAfter;
import static dev.tcpunit.lab.PathFaults.unplug;
import static dev.tcpunit.lab.PathFaults.unreachable;
import static dev.tcpunit.trace.Role.CLIENT;
import static dev.tcpunit.trace.Role.SERVER;

import dev.tcpunit.trace.Role;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A fault of each kind that a link has, for a transfer from one side to the other; but for those
 * after which it stands still for good: a NAT that forgets without a word, a path MTU black hole.
 */
public final class EveryFault {
  /** Over a path of 2 ms each way. */
  private static final Duration LESS_THAN_A_ROUND_TRIP = Duration.ofMillis(3);

  private EveryFault() {}

  /** The faults of an upload by their words, which begin with the kind. */
  public static Map<String, Fault> named(int bytes) {
    return named(bytes, CLIENT);
  }

  /** The faults of a transfer by their words: of the data of the side that sends so many bytes. */
  public static Map<String, Fault> named(int bytes, Role sender) {
    Packets data = sender == CLIENT ? clientData() : serverData();
    Role receiver = sender.peer();
    List<Fault> all =
        List.of(
            drop(data.number(7)),
            drop(data.number(7).times(2)),
            drop(data.last(bytes)),
            drop(data.carrying(50_000)),
            drop(data.every(20)),
            drop(data.withProbability(0.05)),
            drop(syn().first()),
            drop(synAck().first()),
            drop(fin().from(CLIENT).first()),
            drop(fin().from(SERVER).first()),
            drop(pureAck().from(receiver).number(3)),
            delay(data.number(7), Duration.ofMillis(7)),
            duplicate(data.number(7)),
            reorder(data.number(7), 3),
            reorder(data.number(7), Duration.ofNanos(300_000)),
            reorder(data.number(7), Duration.ofMillis(3)),
            corrupt(data.number(7)),
            corruptUnnoticed(data.number(7), 100),
            truncate(data.number(7), 100),
            blackhole(Duration.ZERO, Duration.ofMillis(100)),
            rewriteWindow(pureAck().from(receiver).number(3), 100),
            zeroWindow(any().from(receiver).from(10), Duration.ofMillis(300)),
            injectRst(receiver, data.number(7)),
            injectRst(sender, data.number(7)),
            injectSyn(receiver, data.number(7)),
            injectOldSegment(sender, data.number(7)),
            injectAckOfUnsentData(receiver, data.number(7)),
            markCe(data.number(7)),
            stripOption(syn(), TcpOption.SACK_PERMITTED),
            stripOption(syn(), TcpOption.TIMESTAMPS),
            limitQueue(data, 10_000),
            unplug(data.number(7), Duration.ofMillis(100)),
            closesIdleAfter(LESS_THAN_A_ROUND_TRIP),
            resetsIdleAfter(LESS_THAN_A_ROUND_TRIP),
            natForgetsAndResets(LESS_THAN_A_ROUND_TRIP),
            pathMtu(1400),
            unreachable(data.number(7), Unreachable.HOST),
            unreachable(data.number(7), Unreachable.PORT));
    Map<String, Fault> named = new LinkedHashMap<>();
    all.forEach(fault -> named.put(fault.toString(), fault));
    return named;
  }
}
