package dev.tcpunit.internal.junit;

import dev.tcpunit.lab.Fault;
import dev.tcpunit.lab.Faults;
import dev.tcpunit.lab.FiredFault;
import dev.tcpunit.lab.Packets;
import java.time.Duration;
import java.util.List;

/** A fault that does no harm: it strikes every packet that passes, and so notes it. */
final class SweepProbe {
  private static final Fault PROBE = Faults.delay(Packets.any(), Duration.ZERO).optional();

  private SweepProbe() {}

  static Fault fault() {
    return PROBE;
  }

  static boolean isProbe(Fault fault) {
    return fault == PROBE;
  }

  /** The packets that passed, in order. */
  static List<FiredFault> passed(List<FiredFault> fired) {
    return fired.stream().filter(each -> isProbe(each.fault())).toList();
  }

  /** The packets that something else happened to. */
  static List<FiredFault> struck(List<FiredFault> fired) {
    return fired.stream().filter(each -> !isProbe(each.fault())).toList();
  }
}
