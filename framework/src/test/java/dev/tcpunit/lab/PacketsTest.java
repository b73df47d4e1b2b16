package dev.tcpunit.lab;

import static dev.tcpunit.lab.Packets.any;
import static dev.tcpunit.lab.Packets.clientData;
import static dev.tcpunit.lab.Packets.fin;
import static dev.tcpunit.lab.Packets.pureAck;
import static dev.tcpunit.lab.Packets.retransmission;
import static dev.tcpunit.lab.Packets.serverData;
import static dev.tcpunit.lab.Packets.syn;
import static dev.tcpunit.trace.Role.SERVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PacketsTest {
  @Test
  void should_speak_of_packets_in_words() {
    assertThat(
            List.of(
                clientData().number(5),
                clientData().number(5).times(3),
                serverData().from(5),
                clientData().every(10),
                clientData().carrying(4000),
                clientData().last(5000),
                fin().from(SERVER),
                pureAck().from(SERVER).first(),
                syn().onConnection(2),
                retransmission().times(1),
                any().withProbability(0.01)))
        .extracting(Packets::toString)
        .containsExactly(
            "client data 5",
            "client data 5, 3 times",
            "server data from 5 on",
            "client data, every 10th",
            "client data carrying byte 4000",
            "last client data of 5000 bytes",
            "server FIN",
            "server pure ACK 1",
            "SYN on connection 2",
            "retransmission, once",
            "any packet with probability 0.01");
  }

  @Test
  void should_speak_of_faults_in_words() {
    assertThat(
            List.of(
                Faults.drop(clientData().number(5)),
                Faults.delay(clientData().number(5), Duration.ofNanos(1_500_000)),
                Faults.reorder(clientData().number(5), 1),
                Faults.blackhole(Duration.ZERO, Duration.ofSeconds(2)),
                Faults.injectRst(SERVER, clientData().number(5)),
                Faults.stripOption(syn(), TcpOption.SACK_PERMITTED)))
        .extracting(Fault::toString)
        .containsExactly(
            "drop client data 5",
            "delay client data 5 by 1.5 ms",
            "reorder client data 5 by 1 packet",
            "blackhole any packet from 0 s to 2 s",
            "inject RST from the server after client data 5",
            "strip SACK_PERMITTED from SYN");
  }

  @Test
  void should_refuse_what_makes_no_sense() {
    assertThatThrownBy(() -> clientData().from(SERVER))
        .hasMessage("the SERVER sends no client data");
    assertThatThrownBy(() -> clientData().number(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> any().withProbability(1.5))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> clientData().carrying(-1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
