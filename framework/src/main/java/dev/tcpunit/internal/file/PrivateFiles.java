package dev.tcpunit.internal.file;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Files that only their owner may read, whatever the umask says: what was sent on a network, and by
 * whom, is not for every user of the machine. So are the folders that are made for them.
 */
public final class PrivateFiles {
  private static final Set<OpenOption> NEW =
      Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
  private static final Set<OpenOption> NEW_OR_OVERWRITTEN =
      Set.of(
          StandardOpenOption.WRITE,
          StandardOpenOption.CREATE,
          StandardOpenOption.TRUNCATE_EXISTING);

  private PrivateFiles() {}

  /** Makes a folder, and those that it lies in; what is there already stays as it is. */
  public static Path createFolder(Path folder) throws IOException {
    return Files.createDirectories(folder, onlyOwner(folder, "rwx------"));
  }

  /**
   * Replaces whatever has this name by a new file: so nothing is written to a file that others can
   * read, and no link is followed.
   */
  public static OutputStream replace(Path file) throws IOException {
    createFolder(file.toAbsolutePath().getParent());
    Files.deleteIfExists(file);
    return open(file, NEW);
  }

  /** The same for text. */
  public static BufferedWriter replaceText(Path file) throws IOException {
    return text(replace(file));
  }

  /**
   * Makes a file that a user has named, or overwrites what is there, be it a link or a device, with
   * the permissions that it has.
   */
  public static BufferedWriter overwriteText(Path file) throws IOException {
    createFolder(file.toAbsolutePath().getParent());
    return text(open(file, NEW_OR_OVERWRITTEN));
  }

  /** Opens a file by which processes keep out of each other's way. */
  public static FileChannel openLock(Path file) throws IOException {
    return FileChannel.open(
        file,
        Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE),
        onlyOwner(file, "rw-------"));
  }

  private static OutputStream open(Path file, Set<OpenOption> how) throws IOException {
    return Channels.newOutputStream(Files.newByteChannel(file, how, onlyOwner(file, "rw-------")));
  }

  private static BufferedWriter text(OutputStream out) {
    return new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
  }

  /** None on a system that has permissions of another kind. */
  private static FileAttribute<?>[] onlyOwner(Path path, String permissions) {
    boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
