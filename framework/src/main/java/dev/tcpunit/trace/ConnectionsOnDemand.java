package dev.tcpunit.trace;

import java.util.AbstractList;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.function.IntFunction;

/** The connections of one trace, each made when it is first asked for and the same ever after. */
final class ConnectionsOnDemand extends AbstractList<Connection> implements RandomAccess {
  private final Connection[] made;
  private final IntFunction<Connection> maker;
  private Trace trace;

  ConnectionsOnDemand(int size, IntFunction<Connection> maker) {
    made = new Connection[size];
    this.maker = maker;
  }

  synchronized void belongTo(Trace owner) {
    if (trace != null) {
      throw new IllegalStateException("the connections are already part of a trace");
    }
    trace = owner;
  }

  @Override
  public synchronized Connection get(int index) {
    Objects.checkIndex(index, made.length);
    if (made[index] == null) {
      made[index] = maker.apply(index);
      made[index].belongsTo(trace);
    }
    return made[index];
  }

  @Override
  public int size() {
    return made.length;
  }
}
