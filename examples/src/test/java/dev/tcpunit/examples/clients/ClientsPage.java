package dev.tcpunit.examples.clients;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The page of the table: what stands around the table is written by hand, and stays. */
final class ClientsPage {
  static final Path FILE = Path.of("../framework/src/site/markdown/clients.md");

  private static final String BEGIN = "<!-- begin of the table -->\n";
  private static final String END = "<!-- end of the table -->\n";

  private ClientsPage() {}

  static boolean isToBeWritten() {
    return System.getProperty("tcpunit.page", "").equals("write");
  }

  static String text() throws IOException {
    return Files.readString(FILE);
  }

  static void write(ClientTable table) throws IOException {
    String page = text();
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    String made = page.substring(0, begin) + "\n" + table.markdown() + "\n";
    Files.writeString(FILE, made + page.substring(page.indexOf(END)));
  }
}
