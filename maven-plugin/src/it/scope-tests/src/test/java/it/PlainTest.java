package it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PlainTest {
  @Test
  void reaches_a_server_in_the_network_of_the_host() throws Exception {
    assertEquals(7, Server.answer());
    assertEquals(8, Server.upload(1000));
  }
}
