package dev.tcpunit.internal.model;

import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Trace;
import java.util.AbstractList;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.function.IntFunction;

/**
 * The connections of one trace, each made when it is first asked for and the same ever after; for
 * files with more connections than anybody looks at. Thread-safe.
 */
public final class ConnectionsOnDemand extends AbstractList<Connection> implements RandomAccess {
  private final CapturedConnection[] made;
  private final IntFunction<CapturedConnection> maker;
  private Trace trace;

  /**
   * Makes nothing yet.
   *
   * @param maker makes one by its place in the list, once; what it reads must not change any more
   */
  public ConnectionsOnDemand(int size, IntFunction<CapturedConnection> maker) {
    made = new CapturedConnection[size];
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
