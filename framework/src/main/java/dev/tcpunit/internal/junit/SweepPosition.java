package dev.tcpunit.internal.junit;

import static dev.tcpunit.lab.Faults.drop;

import dev.tcpunit.junit.LossSweep;
import dev.tcpunit.junit.LossSweep.Kind;
import dev.tcpunit.lab.Fault;
import dev.tcpunit.lab.FiredFault;
import dev.tcpunit.lab.Packets;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One packet that a sweep drops.
 *
 * @param connection on which connection over the link, from 1
 * @param number which of its kind on that connection, from 1
 * @param total how many of its kind there are on that connection
 * @param offset the first payload byte that it carries, from 0; of data only
 */
record SweepPosition(
    LossSweep.Kind kind, int connection, int number, int total, long offset, boolean several) {

  /** The packets of one kind among all of a run, but for those that carry payload again. */
  static List<SweepPosition> of(Kind kind, List<FiredFault> packets) {
    Map<Integer, List<Long>> offsets = new LinkedHashMap<>();
    Map<Integer, Long> sentTo = new HashMap<>();
    for (FiredFault packet : packets) {
      int connection = packet.connection();
      boolean again =
          packet.length() > 0 && packet.sequence() < sentTo.getOrDefault(connection, 0L);
      if (connection > 0 && is(kind, packet) && !again) {
        sentTo.put(connection, packet.sequence() + packet.length());
        offsets.computeIfAbsent(connection, key -> new ArrayList<>()).add(packet.sequence() - 1);
      }
    }
    List<SweepPosition> positions = new ArrayList<>();
    offsets.forEach(
        (connection, here) -> {
          for (int i = 0; i < here.size(); i++) {
            positions.add(
                new SweepPosition(
                    kind, connection, i + 1, here.size(), here.get(i), offsets.size() > 1));
          }
        });
    return positions;
  }

  private static boolean is(Kind kind, FiredFault packet) {
    boolean syn = packet.flags().has(TcpFlags.SYN);
    boolean fin = packet.flags().has(TcpFlags.FIN);
    boolean fromClient = packet.from() == Role.CLIENT;
    boolean empty = packet.length() == 0 && !packet.flags().has(TcpFlags.RST);
    return switch (kind) {
      case CLIENT_DATA -> fromClient && packet.length() > 0;
      case SERVER_DATA -> !fromClient && packet.length() > 0;
      case SYN -> syn && fromClient;
      case SYN_ACK -> syn && !fromClient;
      case FIN -> fin && empty;
      case SERVER_ACK -> !fromClient && empty && !syn && !fin;
    };
  }

  /** Drops the packet once; data by the byte that it carries, wherever segments are cut. */
  Fault fault() {
    Fault fault = drop(packets().onConnection(connection));
    return isMissable() ? fault.optional() : fault;
  }

  private Packets packets() {
    return switch (kind) {
      case CLIENT_DATA -> Packets.clientData().carrying(offset);
      case SERVER_DATA -> Packets.serverData().carrying(offset);
      case SYN -> Packets.syn().number(number);
      case SYN_ACK -> Packets.synAck().number(number);
      case FIN -> Packets.fin().number(number);
      case SERVER_ACK -> Packets.pureAck().from(Role.SERVER).number(number);
    };
  }

  /** Whether another run may lack the packet, though nothing is wrong. */
  boolean isMissable() {
    return kind == Kind.SERVER_ACK;
  }

  /** Whether a packet sent later carries again what was lost with another one. */
  static boolean repairs(FiredFault later, FiredFault lost) {
    boolean same = later.connection() == lost.connection() && later.from() == lost.from();
    boolean empty =
        lost.length() == 0 && !lost.flags().has(TcpFlags.SYN) && !lost.flags().has(TcpFlags.FIN);
    long end = later.sequence() + Math.max(1, later.length());
    return same
        && later.timeNanos() > lost.timeNanos()
        && (empty || later.sequence() <= lost.sequence() && lost.sequence() < end);
  }

  /** The run's name: {@code drop client data 7 of 23}. */
  @Override
  public String toString() {
    String text = "drop " + kind + " " + number + " of " + total;
    return several ? text + " on connection " + connection : text;
  }
}
