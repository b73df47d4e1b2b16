package dev.tcpunit.examples.clients;

import java.util.List;

/** Two clients as different as they come: one blocks, and one has an event loop. */
class ClientsTest extends ClientSituations {
  ClientsTest() {
    super(List.of(Clients.okHttp(), Clients.apacheAsync()));
  }
}
