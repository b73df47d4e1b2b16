package dev.tcpunit.lab;

import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Role;
import java.util.function.Consumer;

/**
 * Knows the connections over a link by their ports: all have the same two addresses. Who sends the
 * SYN is the client. Flat, open-addressed: looking a packet up makes no object.
 */
final class ConnectionTracker {
  private static final int FIRST_CAPACITY = 64;

  private int[] ports = new int[FIRST_CAPACITY];
  private TrackedFlow[] flows = new TrackedFlow[FIRST_CAPACITY];
  private int size;
  private int connections;

  /** Packets that belong to no connection whose SYN was seen. */
  private final TrackedFlow stray = TrackedFlow.ofClient(0, FrameHeading.NONE);

  /** The flow that a frame belongs to; a SYN that is not a repetition begins a connection. */
  TrackedFlow flowOf(FrameView frame) {
    if (!frame.isTcp()) {
      return stray;
    }
    int key = frame.ports();
    TrackedFlow flow = flows[slotOf(key)];
    if (frame.isSyn() && !frame.has(TcpFlags.ACK)) {
      return flow != null && flow.isBegunBy(frame.sequence()) ? flow : begin(frame);
    }
    return flow == null ? stray : flow;
  }

  private TrackedFlow begin(FrameView syn) {
    int key = syn.ports();
    TrackedFlow client = TrackedFlow.ofClient(++connections, FrameHeading.of(syn));
    client.startAt(syn.sequence());
    put(key, client);
    put(Integer.rotateLeft(key, Short.SIZE), client.peer());
    return client;
  }

  /** Names the client's side of each connection. */
  void forEachClient(Consumer<TrackedFlow> action) {
    for (TrackedFlow flow : flows) {
      if (flow != null && flow.sender() == Role.CLIENT) {
        action.accept(flow);
      }
    }
  }

  private void put(int key, TrackedFlow flow) {
    if (2 * size >= ports.length) {
      grow();
    }
    int slot = slotOf(key);
    if (flows[slot] == null) {
      size++;
    }
    ports[slot] = key;
    flows[slot] = flow;
  }

  private void grow() {
    int[] oldPorts = ports;
    TrackedFlow[] oldFlows = flows;
    ports = new int[2 * oldPorts.length];
    flows = new TrackedFlow[ports.length];
    for (int i = 0; i < oldPorts.length; i++) {
      if (oldFlows[i] != null) {
        int slot = slotOf(oldPorts[i]);
        ports[slot] = oldPorts[i];
        flows[slot] = oldFlows[i];
      }
    }
  }

  private int slotOf(int key) {
    int mask = ports.length - 1;
    int slot = (key * 0x9E3779B1 >>> 7) & mask;
    while (flows[slot] != null && ports[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }
}
