package dev.tcpunit.internal.html;

import dev.tcpunit.internal.file.WholeFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Copies of pages in a folder that is to be published, with all that they lead to and an index.
 * Unlike what tests leave they have the permissions of any other file: a web server reads them.
 */
public final class PageCopies {
  private final Path folder;
  private final PageIndex index;

  /** Names the folder, which need not be there. */
  public PageCopies(Path folder) {
    this.folder = folder;
    index = new PageIndex(folder);
  }

  /**
   * Copies the pages of a folder.
   *
   * @param name what they are called in the index, and the folder of their copies; may be empty
   * @param pages the folder of the pages, in that of the captures
   */
  public void add(String name, Path pages) throws IOException {
    Path captures = pages.toAbsolutePath().getParent();
    Path target = folder.resolve(name.replace(':', '_'));
    for (Path page : PageFiles.pages(pages.toAbsolutePath())) {
      for (Path file : PageFiles.withWhatItLeadsTo(page)) {
        copy(file, target.resolve(captures.relativize(file)));
      }
      index.add(name, target.resolve(captures.relativize(page)));
    }
  }

  /** Through a stream, as a copied file would keep the permissions that it has. */
  private static void copy(Path file, Path target) throws IOException {
    Files.createDirectories(target.getParent());
    try (InputStream in = Files.newInputStream(file)) {
      Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Writes the index of what was copied. */
  public void writeIndex() throws IOException {
    WholeFile.write(PageFiles.index(folder), index.html());
  }
}
