package dev.tcpunit.examples.clients;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** All clients of the page, which is made anew with {@code -Dtcpunit.page=write}. */
class AllClientsTest extends ClientSituations {
  AllClientsTest() {
    super(all());
  }

  private static List<RealClient> all() {
    return Stream.of(Clients.all(), MoreClients.all()).flatMap(List::stream).toList();
  }

  @Test
  @Order(Integer.MAX_VALUE)
  @Override
  void are_on_the_page() throws IOException {
    if (table().isComplete() && ClientsPage.isToBeWritten()) {
      ClientsPage.write(table());
    }
    super.are_on_the_page();
  }
}
