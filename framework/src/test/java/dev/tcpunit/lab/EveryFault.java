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
import static dev.tcpunit.lab.Packets.syn;
import static dev.tcpunit.lab.Packets.synAck;
import static dev.tcpunit.trace.Role.CLIENT;
import static dev.tcpunit.trace.Role.SERVER;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A fault of each kind that a link has, for an upload. */
public final class EveryFault {
  private EveryFault() {}

  /** The faults by their words, which begin with the kind. */
  public static Map<String, Fault> named(int bytes) {
    List<Fault> all =
        List.of(
            drop(clientData().number(7)),
            drop(clientData().number(7).times(2)),
            drop(clientData().last(bytes)),
            drop(clientData().carrying(50_000)),
            drop(clientData().every(20)),
            drop(clientData().withProbability(0.05)),
            drop(syn().first()),
            drop(synAck().first()),
            drop(fin().from(CLIENT).first()),
            drop(fin().from(SERVER).first()),
            drop(pureAck().from(SERVER).number(3)),
            delay(clientData().number(7), Duration.ofMillis(7)),
            duplicate(clientData().number(7)),
            reorder(clientData().number(7), 3),
            reorder(clientData().number(7), Duration.ofNanos(300_000)),
            reorder(clientData().number(7), Duration.ofMillis(3)),
            corrupt(clientData().number(7)),
            corruptUnnoticed(clientData().number(7), 100),
            truncate(clientData().number(7), 100),
            blackhole(Duration.ZERO, Duration.ofMillis(100)),
            rewriteWindow(pureAck().from(SERVER).number(3), 100),
            zeroWindow(any().from(SERVER).from(10), Duration.ofMillis(300)),
            injectRst(SERVER, clientData().number(7)),
            injectRst(CLIENT, clientData().number(7)),
            injectSyn(SERVER, clientData().number(7)),
            injectOldSegment(CLIENT, clientData().number(7)),
            injectAckOfUnsentData(SERVER, clientData().number(7)),
            markCe(clientData().number(7)),
            stripOption(syn(), TcpOption.SACK_PERMITTED),
            stripOption(syn(), TcpOption.TIMESTAMPS),
            limitQueue(clientData(), 10_000));
    Map<String, Fault> named = new LinkedHashMap<>();
    all.forEach(fault -> named.put(fault.toString(), fault));
    return named;
  }
}
