package dev.tcpunit.internal.sandbox;

import java.io.IOException;

/** Lets tests of other packages have the detour of loopback in the network of their thread. */
public final class Detours {
  private Detours() {}

  /** Makes it, to stay until that network ends. */
  public static void open() throws IOException {
    new LoopbackDetour(new KernelSettings()).open();
  }
}
