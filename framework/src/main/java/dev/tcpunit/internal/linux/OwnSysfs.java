package dev.tcpunit.internal.linux;

import com.sun.jna.NativeLong;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * The interfaces under {@code /sys/class/net} of the calling thread's network. What is mounted on
 * {@code /sys} shows those of the network in which it was mounted: the host's. So a thread of its
 * own mounts another there, where nobody else sees it, and ends.
 */
public final class OwnSysfs {
  private static final int CLONE_NEWNS = 0x20000;
  private static final int MS_REC = 0x4000;
  private static final int MS_PRIVATE = 0x40000;
  private static final Path INTERFACES = Path.of("/sys/class/net");

  private OwnSysfs() {}

  /**
   * Writes to a file of an interface.
   *
   * @param file below the interface's folder, such as {@code queues/rx-0/rps_cpus}
   * @throws IOException if the caller may not, or there is no such file; nothing is changed
   */
  public static void write(String interfaceName, String file, String value) throws IOException {
    CompletableFuture<Void> result = new CompletableFuture<>();
    // A new thread is in the network of the one that starts it.
    Thread thread =
        new Thread(
            () -> {
              try {
                mountOwn();
                Files.writeString(INTERFACES.resolve(interfaceName).resolve(file), value);
                result.complete(null);
              } catch (IOException | RuntimeException | LinkageError e) {
                result.completeExceptionally(e);
              }
            },
            "tcpunit sysfs");
    thread.setDaemon(true);
    thread.start();
    await(result);
  }

  /** Gives the calling thread a /sys of its own. */
  private static void mountOwn() throws LinuxException {
    LinuxException.check(LibC.unshare(CLONE_NEWNS), "unshare(CLONE_NEWNS)");
    NativeLong unshared = new NativeLong(MS_REC | MS_PRIVATE);
    LinuxException.check(LibC.mount("none", "/", null, unshared, null), "mount(/, MS_PRIVATE)");
    NativeLong plain = new NativeLong(0);
    LinuxException.check(LibC.mount("sysfs", "/sys", "sysfs", plain, null), "mount(sysfs)");
  }

  private static void await(CompletableFuture<Void> result) throws IOException {
    try {
      result.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IOException(e.getCause().getMessage(), e.getCause());
    }
  }
}
