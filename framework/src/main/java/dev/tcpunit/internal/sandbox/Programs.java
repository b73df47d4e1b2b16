package dev.tcpunit.internal.sandbox;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds programs as the shell would.
 *
 * @param folders where to look, in order
 */
public record Programs(List<Path> folders) {

  /**
   * Looks on the PATH of this process, then in the system's folders that an ordinary user's PATH
   * often lacks.
   *
   * @return the programs of this user
   */
  public static Programs onPath() {
    String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
    return new Programs(
        Stream.of(path.split(File.pathSeparator), new String[] {"/usr/sbin", "/sbin"})
            .flatMap(Arrays::stream)
            .filter(folder -> !folder.isBlank())
            .map(Path::of)
            .toList());
  }

  /**
   * Finds one program.
   *
   * @param name such as {@code unshare}
   * @return its absolute path, if it is there and may be run
   */
  public Optional<Path> find(String name) {
    return folders.stream()
        .map(folder -> folder.resolve(name).toAbsolutePath())
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }
}
