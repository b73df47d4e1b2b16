package dev.tcpunit.internal.fork;

import java.io.DataOutputStream;
import java.io.IOException;

/** The child's end of the stream of events. */
final class EventSender {
  private final DataOutputStream out;
  private boolean broken;

  EventSender(DataOutputStream out) {
    this.out = out;
  }

  /** Sends a frame; does nothing where nobody reads any more, of which the requests' end tells. */
  synchronized void send(Frame.Type type, int run, FieldWriter body) {
    if (broken) {
      return;
    }
    try {
      new Frame(type, run, body.toBytes()).write(out);
    } catch (IOException e) {
      broken = true;
    }
  }
}
