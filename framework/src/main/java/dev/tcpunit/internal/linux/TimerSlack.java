package dev.tcpunit.internal.linux;

import com.sun.jna.NativeLong;

/** The time by which the kernel may delay a thread's timers so as to wake up less often. */
public final class TimerSlack {
  private static final int PR_SET_TIMERSLACK = 29;

  private TimerSlack() {}

  /** Takes the calling thread's slack away, which is 50 microseconds by default. */
  public static void none() {
    NativeLong unused = new NativeLong(0);
    LibC.prctl(PR_SET_TIMERSLACK, new NativeLong(1), unused, unused, unused);
  }
}
