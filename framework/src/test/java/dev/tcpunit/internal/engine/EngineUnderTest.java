package dev.tcpunit.internal.engine;

import dev.tcpunit.Requires;
import dev.tcpunit.capture.CaptureEngine;
import dev.tcpunit.internal.engine.afpacket.AfPacketEngine;
import dev.tcpunit.internal.engine.command.CommandEngine;
import dev.tcpunit.internal.engine.pcap4j.Pcap4jEngine;

/** The engines that keep the contract. */
enum EngineUnderTest {
  AFPACKET(new AfPacketEngine()),
  PCAP4J(new Pcap4jEngine()),
  COMMAND(new CommandEngine("tcpdump"));

  private final CaptureEngine engine;

  EngineUnderTest(CaptureEngine engine) {
    this.engine = engine;
  }

  /** The engine, where what it needs is installed. */
  CaptureEngine require() {
    if (this == PCAP4J) {
      Requires.libpcap();
    }
    if (this == COMMAND) {
      Requires.tool("tcpdump");
    }
    return engine;
  }
}
