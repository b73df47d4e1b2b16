package dev.tcpunit.internal.file;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds files where others write and delete at the same time: what is gone before it was looked at
 * is not there, while {@link Files#walk} fails on it.
 */
public final class FilesBelow extends SimpleFileVisitor<Path> {
  private final String ending;
  private final Set<Path> found = new TreeSet<>();

  private FilesBelow(String ending) {
    this.ending = ending;
  }

  /**
   * The files of a folder and those below it, in the order of their names; none where there is no
   * such folder.
   *
   * @param depth how many folders deep, 1 for those of the folder itself
   * @param ending that of their names
   */
  public static List<Path> in(Path folder, int depth, String ending) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    FilesBelow files = new FilesBelow(ending);
    Files.walkFileTree(folder, Set.of(), depth, files);
    return new ArrayList<>(files.found);
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    if (file.toString().endsWith(ending) && Files.isRegularFile(file)) {
      found.add(file);
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
    return unlessGone(e);
  }

  @Override
  public FileVisitResult postVisitDirectory(Path folder, IOException e) throws IOException {
    return unlessGone(e);
  }

  private static FileVisitResult unlessGone(IOException e) throws IOException {
    if (e != null && !(e instanceof NoSuchFileException)) {
      throw e;
    }
    return FileVisitResult.CONTINUE;
  }
}
