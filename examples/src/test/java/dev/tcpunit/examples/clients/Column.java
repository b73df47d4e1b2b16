package dev.tcpunit.examples.clients;

/** What is measured of each client, in the order of the page. */
enum Column {
  LIBRARY("measured"),
  CONNECTIONS("connections"),
  ROUND_TRIPS("round trips before the image"),
  TURNS("turns"),
  CONTINUE("waits for 100 (Continue)"),
  TINYGRAMS("tinygrams"),
  CLOSE("on close"),
  IDLE_CLOSE("server closes an idle connection"),
  NEXT_UPLOAD("next upload after that"),
  REFUSED("413 before the body"),
  AFTER_REFUSAL("after the 413"),
  SYN_LOST("SYN lost"),
  LOSS("1 % loss");

  private final String title;

  Column(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }
}
