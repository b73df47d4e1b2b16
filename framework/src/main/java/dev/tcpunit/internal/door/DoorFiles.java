package dev.tcpunit.internal.door;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
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
  Path socket(WallSide side) {
    return folder.resolve(word(side));
  }

  private static String word(WallSide side) {
    return side.name().toLowerCase(Locale.ROOT);
  }

  /** Listens there. The socket gets its name when it does, so that who finds it can connect. */
  ServerSocketChannel listen(WallSide side, int backlog) throws IOException {
    Path unnamed = folder.resolve(word(side) + ".new");
    ServerSocketChannel legs = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    legs.bind(UnixDomainSocketAddress.of(unnamed), backlog);
    Files.move(unnamed, socket(side));
    return legs;
  }

  /**
   * Waits until the process of a side listens.
   *
   * @throws IOException if it does not for so long
   */
  void awaitSocket(WallSide side, long seconds) throws IOException, InterruptedException {
    if (Files.exists(socket(side))) {
      return;
    }
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    try (WatchService changes = folder.getFileSystem().newWatchService()) {
      folder.register(changes, StandardWatchEventKinds.ENTRY_CREATE);
      while (!Files.exists(socket(side))) {
        WatchKey change = changes.poll(limit - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (change == null) {
          throw new IOException("the process " + word(side) + " does not listen");
        }
        change.pollEvents();
        change.reset();
      }
    }
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
