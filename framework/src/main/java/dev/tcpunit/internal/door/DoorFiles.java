package dev.tcpunit.internal.door;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The folder in which the two processes meet, and leave word for the JVM whose doors they are. It
 * is gone when one of them is.
 *
 * @param folder with a short name: a socket's may have about 100 letters
 */
record DoorFiles(Path folder) {
  private static final String SEPARATOR = "\t";

  /** Where the process of a side listens. */
  Path socket(Side side) {
    return folder.resolve(side.name().toLowerCase(Locale.ROOT));
  }

  void writeDoors(List<Door> doors) throws IOException {
    List<String> lines =
        doors.stream()
            .map(
                door ->
                    String.join(
                        SEPARATOR,
                        door.way().name(),
                        door.host(),
                        "" + door.port(),
                        String.join(SEPARATOR, door.inside())))
            .toList();
    Files.write(folder.resolve("doors"), lines);
  }

  List<Door> readDoors() throws IOException {
    return Files.readAllLines(folder.resolve("doors")).stream()
        .map(line -> List.of(line.split(SEPARATOR)))
        .map(
            words ->
                new Door(
                    Door.Way.valueOf(words.get(0)),
                    words.get(1),
                    Integer.parseInt(words.get(2)),
                    words.subList(3, words.size())))
        .toList();
  }

  /** Notes why there was nobody for a client inside, before that client can see it. */
  void noteRefusal(InetSocketAddress client, String words) throws IOException {
    String line = text(client) + SEPARATOR + words + "\n";
    Files.writeString(
        folder.resolve("refused"), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** What was noted last of a client, in words; empty where nothing was. */
  String refusal(InetSocketAddress client) throws IOException {
    String begin = text(client) + SEPARATOR;
    try {
      return Files.readAllLines(folder.resolve("refused")).stream()
          .filter(line -> line.startsWith(begin))
          .reduce("", (earlier, later) -> later.substring(begin.length()));
    } catch (NoSuchFileException e) {
      return "";
    }
  }

  private static String text(InetSocketAddress address) {
    return address.getAddress().getHostAddress() + SEPARATOR + address.getPort();
  }

  void delete() {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      // The process of the other side deletes it too.
    }
  }
}
