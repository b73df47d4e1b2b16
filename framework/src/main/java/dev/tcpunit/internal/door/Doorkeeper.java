package dev.tcpunit.internal.door;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Lets connections through at one side of the wall: takes them in, and opens them anew. */
final class Doorkeeper {
  /** Stands for no door: the two processes watch each other by that leg. */
  static final int WATCH = -1;

  private static final int BACKLOG = 512;
  private static final int CONNECT_MILLIS = (int) TimeUnit.SECONDS.toMillis(30);

  private final WallSide side;
  private final List<Door> doors;
  private final DoorFiles files;
  private final CompletableFuture<Leg> watch = new CompletableFuture<>();

  Doorkeeper(WallSide side, List<Door> doors, DoorFiles files) {
    this.side = side;
    this.doors = doors;
    this.files = files;
  }

  /** The other process's leg that opens no door; later, when that has come. */
  CompletableFuture<Leg> watch() {
    return watch;
  }

  /**
   * Listens to the other process, and where clients of this side come.
   *
   * @throws IOException in words for users, if a port is not free
   */
  void listen() throws IOException {
    ServerSocketChannel legs = files.listen(side, BACKLOG);
    start(
        () -> {
          Leg leg = new Leg(legs.accept());
          new Thread(() -> openAnew(leg), "leg").start();
        });
    for (int i = 0; i < doors.size(); i++) {
      if (doors.get(i).leadsOut() == (side == WallSide.INSIDE)) {
        listenAt(i);
      }
    }
  }

  private void listenAt(int index) throws IOException {
    Door door = doors.get(index);
    boolean bound = false;
    for (InetAddress address : addresses(door)) {
      try {
        ServerSocket clients = new ServerSocket(door.port(), BACKLOG, address);
        bound = true;
        start(
            () -> {
              Socket client = clients.accept();
              new Thread(() -> letThrough(index, client), "client").start();
            });
      } catch (IOException e) {
        // Of loopback IPv6 may be off; the other address must do.
        if (!bound) {
          throw new IOException("cannot listen at %s: %s".formatted(door, e.getMessage()), e);
        }
      }
    }
  }

  private List<InetAddress> addresses(Door door) throws IOException {
    List<String> names = side == WallSide.INSIDE ? door.inside() : List.of(door.host());
    List<InetAddress> addresses = new ArrayList<>();
    for (String name : names.equals(List.of(Doors.LOCAL)) ? Doors.LOOPBACK : names) {
      addresses.add(InetAddress.getByName(name));
    }
    return addresses;
  }

  /** What is done for each that comes, until this process ends. */
  private interface Accepting {
    void next() throws IOException;
  }

  private static void start(Accepting accepting) {
    Thread thread =
        new Thread(
            () -> {
              try {
                while (true) {
                  accepting.next();
                }
              } catch (IOException e) {
                // No more descriptors, say: who comes now is not answered any more.
                e.printStackTrace();
                Runtime.getRuntime().halt(1);
              }
            },
            "accept");
    thread.start();
  }

  /** A client of this side. */
  private void letThrough(int index, Socket client) {
    try {
      Relay.resetUnlessEnded(client);
      Leg leg = Leg.to(files.socket(side.other()));
      leg.writeNumber(index);
      String refusal = leg.readText();
      if (refusal.isEmpty()) {
        Relay.begin(client, leg);
        return;
      }
      leg.close();
      if (side == WallSide.INSIDE) {
        files.noteRefusal((InetSocketAddress) client.getRemoteSocketAddress(), refusal);
      }
    } catch (IOException e) {
      e.printStackTrace();
    }
    Relay.reset(client);
  }

  /** A client of the other side. */
  private void openAnew(Leg leg) {
    try {
      int index = leg.readNumber();
      if (index == WATCH) {
        watch.complete(leg);
        return;
      }
      open(connect(doors.get(index)), leg);
    } catch (IOException e) {
      refuse(leg, e);
    }
  }

  private static void open(Socket server, Leg leg) throws IOException {
    try {
      leg.writeText("");
    } catch (IOException e) {
      Relay.reset(server);
      throw e;
    }
    Relay.begin(server, leg);
  }

  private Socket connect(Door door) throws IOException {
    IOException refused = new IOException("no address");
    for (InetAddress address : addressesOfServer(door)) {
      Socket socket = new Socket();
      try {
        Relay.resetUnlessEnded(socket);
        if (door.way() == Door.Way.EXPOSE) {
          socket.bind(new InetSocketAddress(Doors.CLIENTS, 0));
        }
        socket.connect(new InetSocketAddress(address, door.port()), CONNECT_MILLIS);
        return socket;
      } catch (IOException e) {
        socket.close();
        refused = e;
      }
    }
    throw refused;
  }

  private InetAddress[] addressesOfServer(Door door) throws IOException {
    String host = door.host();
    if (side == WallSide.INSIDE) {
      host = door.way() == Door.Way.EXPOSE ? Doors.SERVER_INSIDE : Doors.LOCAL;
    }
    try {
      return InetAddress.getAllByName(host);
    } catch (UnknownHostException e) {
      throw new IOException("unknown host", e);
    }
  }

  /** Tells the client's side why in words, unless that is what is gone. */
  private static void refuse(Leg leg, IOException reason) {
    try (leg) {
      leg.writeText(String.valueOf(reason.getMessage()));
    } catch (IOException e) {
      reason.addSuppressed(e);
    }
  }
}
