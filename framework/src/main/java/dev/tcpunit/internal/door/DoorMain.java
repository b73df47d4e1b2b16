package dev.tcpunit.internal.door;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The process of one side of the wall. The launcher starts both: a thread of the JVM inside would
 * stand still with it where a debugger stops it.
 *
 * <p>Standard input of the one inside is a pipe that the JVM holds: its end is the JVM's. They
 * watch each other by a leg; so both end with the JVM, and where one is killed the other ends too.
 */
public final class DoorMain {
  /** What the one inside says when the doors are open; else it says why they are not. */
  private static final String OPEN = "open";

  private static final long START_SECONDS = 30;

  /** In which a JVM ends by itself that can. */
  private static final long END_SECONDS = 5;

  /** For what is still on its way when the JVM ends. */
  private static final long LAST_MILLIS = 500;

  private DoorMain() {}

  /**
   * Keeps the doors until the JVM inside ends.
   *
   * @param args the side; the folder of both; {@code tcpunit.forward}; {@code tcpunit.expose}; the
   *     option by which the JVM has a debugger; for the one outside maybe a process, and the JVM,
   *     which must not outlive that
   * @throws Exception if that cannot be done
   */
  public static void main(String[] args) throws Exception {
    WallSide side = WallSide.valueOf(args[0].toUpperCase(Locale.ROOT));
    DoorFiles files = new DoorFiles(Path.of(args[1]));
    // Also where a signal ends both processes at once, as Ctrl+C does.
    Runtime.getRuntime().addShutdownHook(new Thread(files::delete));
    List<Door> doors = new Doors(args[2], args[3]).with(args[4]);
    Doorkeeper keeper = new Doorkeeper(side, doors, files);
    if (args.length > 6) {
      endWith(Long.parseLong(args[5]), Long.parseLong(args[6]));
    }
    if (side == WallSide.OUTSIDE) {
      keepOutside(keeper);
    } else {
      files.writeDoors(doors);
      keepInside(keeper, files);
    }
    Relay.awaitEnds(LAST_MILLIS);
    System.exit(0);
  }

  /** A JVM that is stopped by a debugger does not hear that there is nobody left to serve. */
  private static void endWith(long served, long jvm) {
    ProcessHandle.of(served)
        .map(ProcessHandle::onExit)
        .orElse(CompletableFuture.completedFuture(ProcessHandle.current()))
        .thenRunAsync(
            () -> ProcessHandle.of(jvm).ifPresent(ProcessHandle::destroyForcibly),
            CompletableFuture.delayedExecutor(END_SECONDS, TimeUnit.SECONDS));
  }

  private static void keepOutside(Doorkeeper keeper) throws Exception {
    String problem = listen(keeper);
    try {
      Leg watch = keeper.watch().get(START_SECONDS, TimeUnit.SECONDS);
      watch.writeText(problem);
      awaitEnd(watch);
    } catch (TimeoutException | ExecutionException e) {
      // The launcher got no further.
    }
  }

  private static void keepInside(Doorkeeper keeper, DoorFiles files) throws Exception {
    String problem = listen(keeper);
    files.awaitSocket(WallSide.OUTSIDE, START_SECONDS);
    Leg watch = Leg.to(files.socket(WallSide.OUTSIDE));
    watch.writeNumber(Doorkeeper.WATCH);
    String ofOutside = watch.readText();
    PrintStream launcher = System.out;
    launcher.println(problem.isEmpty() && ofOutside.isEmpty() ? OPEN : problem + ofOutside);
    launcher.close();
    CountDownLatch end = new CountDownLatch(1);
    for (Runnable awaiting : List.<Runnable>of(() -> awaitEnd(watch), DoorMain::awaitEndOfJvm)) {
      Thread thread =
          new Thread(
              () -> {
                awaiting.run();
                end.countDown();
              });
      thread.setDaemon(true);
      thread.start();
    }
    end.await();
  }

  private static void awaitEnd(Leg watch) {
    try {
      watch.readNumber();
    } catch (IOException e) {
      // That is the end.
    }
  }

  private static void awaitEndOfJvm() {
    try {
      System.in.readAllBytes();
    } catch (IOException e) {
      // That is the end.
    }
  }

  /** In words where that fails. */
  private static String listen(Doorkeeper keeper) {
    try {
      keeper.listen();
      return "";
    } catch (IOException e) {
      return e.getMessage();
    }
  }
}
