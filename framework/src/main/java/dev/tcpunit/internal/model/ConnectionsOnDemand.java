package dev.tcpunit.internal.model;

import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Trace;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.AbstractList;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.function.IntFunction;

/**
 * The connections of one trace, each made when it is asked for and the same for as long as anybody
 * holds it; for files with more connections than anybody looks at, or than memory has room for.
 * Thread-safe.
 */
public final class ConnectionsOnDemand extends AbstractList<Connection> implements RandomAccess {
  private final Made[] made;
  private final ReferenceQueue<CapturedConnection> forgotten = new ReferenceQueue<>();
  private final IntFunction<CapturedConnection> maker;
  private Trace trace;

  /**
   * Makes nothing yet.
   *
   * @param maker makes one by its place in the list, alike each time; what it reads must not change
   *     any more
   */
  public ConnectionsOnDemand(int size, IntFunction<CapturedConnection> maker) {
    made = new Made[size];
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
    CapturedConnection known = made[index] == null ? null : made[index].get();
    return known == null ? make(index) : known;
  }

  private CapturedConnection make(int index) {
    clearForgotten();
    CapturedConnection connection = maker.apply(index);
    connection.belongsTo(trace);
    made[index] = new Made(connection, index, forgotten);
    return connection;
  }

  /** So that the references do not add up either where all connections are looked at in turn. */
  private void clearForgotten() {
    for (Made old = (Made) forgotten.poll(); old != null; old = (Made) forgotten.poll()) {
      if (made[old.index] == old) {
        made[old.index] = null;
      }
    }
  }

  @Override
  public int size() {
    return made.length;
  }

  /** A connection that was made, while it is in use. */
  private static final class Made extends WeakReference<CapturedConnection> {
    private final int index;

    Made(CapturedConnection connection, int index, ReferenceQueue<CapturedConnection> forgotten) {
      super(connection, forgotten);
      this.index = index;
    }
  }
}
