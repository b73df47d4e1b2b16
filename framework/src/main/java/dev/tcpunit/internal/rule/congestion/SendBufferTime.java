package dev.tcpunit.internal.rule.congestion;

import dev.tcpunit.internal.verdict.Patience;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.kernel.ClosedSocket;
import dev.tcpunit.kernel.KernelSockets;
import dev.tcpunit.kernel.KernelWitness;
import dev.tcpunit.trace.Flow;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * For how long the own send buffer kept a sender from sending more, by its kernel's account: {@code
 * tcpi_sndbuf_limited} of the closed socket. What it counts is so: a writer waits for room, all
 * that was written is sent, and the congestion window has room. But it counts only from when a
 * segment leaves while the writer waits already, and that is rare where the device takes at once
 * what it is given, as loopback and the link do: that it counts nothing says nothing.
 *
 * @param nanos what the kernel counted, or 0
 * @param unknown why it is not known whether it was for longer
 */
record SendBufferTime(long nanos, String unknown) {
  /** Waits until the sender's socket is closed; its account is complete then. */
  static SendBufferTime of(Flow flow, Patience patience) {
    Optional<KernelWitness> witness = KernelWitness.of(flow.connection().trace());
    if (witness.isEmpty()) {
      return none("the kernel can be asked only while the captured test runs");
    }
    KernelSockets sockets = witness.get().sockets(flow.owner(), patience.limit());
    if (sockets.doubt().isPresent()) {
      return none(sockets.doubt().get());
    }
    if (!sockets.ends().contains(flow.sender())) {
      return none("the kernel of the " + Wording.side(flow.sender()) + " is not this one");
    }
    return sockets.closed().stream()
        .filter(socket -> isOf(flow, socket))
        .findFirst()
        .map(socket -> counted(socket.info().sndbufLimitedNanos()))
        .orElseGet(() -> none("the socket of the " + Wording.side(flow.sender()) + " is open yet"));
  }

  private static boolean isOf(Flow flow, ClosedSocket socket) {
    return socket.local().equals(flow.source()) && socket.remote().equals(flow.destination());
  }

  private static SendBufferTime counted(OptionalLong nanos) {
    if (nanos.isEmpty()) {
      return none("this kernel does not count it");
    }
    String little =
        "the kernel counted "
            + Wording.time(nanos.getAsLong())
            + " of it, and counts only where a segment leaves while a writer waits";
    return new SendBufferTime(nanos.getAsLong(), little);
  }

  private static SendBufferTime none(String why) {
    return new SendBufferTime(0, why);
  }
}
