package dev.tcpunit.internal.html;

import dev.tcpunit.internal.file.FilesBelow;
import dev.tcpunit.internal.file.PrivateFiles;
import dev.tcpunit.internal.file.WholeFile;
import dev.tcpunit.report.JsonReport;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Where pages and their index lie. Several JVMs may write into one folder: a page appears whole or
 * not at all, and of the indexes that are written at the same time the last one has all pages.
 */
public final class PageFiles {
  private static final String FOLDER = "report";
  private static final String INDEX = "index.html";
  private static final String SUMMARY = "summary.md";
  private static final String PAGE = ".html";
  private static final String JSON = ".json";
  private static final String CAPTURE = ".pcapng";
  private static final String LOCK = "index.lock";
  private static final Object ONE_IN_THIS_JVM = new Object();

  private PageFiles() {}

  /** The folder of the pages, in that of the captures. */
  public static Path folder(Path captures) {
    return captures.resolve(FOLDER);
  }

  /** The index of the pages in a folder. */
  public static Path index(Path folder) {
    return folder.resolve(INDEX);
  }

  /** Writes a page, and beside it every segment as JSON where its table leaves some out. */
  public static void write(Path file, PageContent content) throws IOException {
    if (writePage(file, content)) {
      writeJson(json(file), content);
    } else {
      Files.deleteIfExists(json(file));
    }
  }

  /**
   * Writes a page alone.
   *
   * @return whether it leads to every segment as JSON, which is to lie beside it
   */
  public static boolean writePage(Path file, PageContent content) throws IOException {
    Page page = new Page(content);
    if (page.leavesOutSegments()) {
      page.leadTo(link(file.toAbsolutePath().getParent(), json(file)));
    }
    WholeFile.writePrivate(file, page.html());
    return page.leavesOutSegments();
  }

  private static void writeJson(Path json, PageContent content) throws IOException {
    JsonReport report = new JsonReport().only(content.connections()::contains).withSegments();
    WholeFile.writePrivate(json, out -> report.write(content.trace(), out));
  }

  /** Deletes a page with what lies beside it. */
  public static void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
    Files.deleteIfExists(json(file));
  }

  /** Every segment as JSON, which is there if the page leaves some out. */
  public static Path json(Path page) {
    return page.resolveSibling(nameOfTest(page) + JSON);
  }

  private static String nameOfTest(Path page) {
    return page.getFileName().toString().replaceFirst("[.]html$", "");
  }

  /** A test's page, and of what it leads to that which is there. */
  static List<Path> withWhatItLeadsTo(Path page) {
    Path type = page.getParent();
    Path captures = type.getParent().resolveSibling(type.getFileName());
    return Stream.of(page, json(page), captures.resolve(nameOfTest(page) + CAPTURE))
        .filter(Files::exists)
        .toList();
  }

  /** How a file in one folder leads to another file, as a part of a URL. */
  public static String link(Path folder, Path file) {
    Path way = folder.toAbsolutePath().relativize(file.toAbsolutePath());
    return StreamSupport.stream(way.spliterator(), false)
        .map(step -> encoded(step.toString()))
        .collect(Collectors.joining("/"));
  }

  private static String encoded(String step) {
    try {
      return new URI(null, null, "/" + step, null).getRawPath().substring(1);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(step, e);
    }
  }

  /** Writes the index of a folder's pages anew; where there are none it is deleted. */
  public static void writeIndex(Path folder) throws IOException {
    writeIndex(folder, Map.of("", folder));
  }

  /**
   * Writes an index of the pages of several folders.
   *
   * @param folder where the index shall lie
   * @param folders the folders of pages by what they are called
   */
  public static void writeIndex(Path folder, Map<String, Path> folders) throws IOException {
    if (folders.values().stream().noneMatch(Files::isDirectory)) {
      return;
    }
    PrivateFiles.createFolder(folder);
    synchronized (ONE_IN_THIS_JVM) {
      try (FileChannel channel = PrivateFiles.openLock(folder.resolve(LOCK))) {
        // Until the channel is closed.
        channel.lock();
        writeLocked(folder, folders);
      }
    }
  }

  private static void writeLocked(Path folder, Map<String, Path> folders) throws IOException {
    PageIndex index = new PageIndex(folder);
    for (Map.Entry<String, Path> each : folders.entrySet()) {
      for (Path page : pages(each.getValue())) {
        index.add(each.getKey(), page);
      }
    }
    if (index.isEmpty()) {
      Files.deleteIfExists(index(folder));
      Files.deleteIfExists(folder.resolve(SUMMARY));
    } else {
      WholeFile.writePrivate(index(folder), index.html());
      WholeFile.writePrivate(folder.resolve(SUMMARY), index.markdown());
    }
  }

  /**
   * Some pages as a table of Markdown.
   *
   * @param pages those of them that were deleted since are left out
   */
  public static String summary(Collection<Path> pages) throws IOException {
    PageIndex index = new PageIndex(Path.of(""));
    for (Path page : pages) {
      index.add("", page);
    }
    return index.markdown();
  }

  /** What broke, in one line, as a page says it. */
  public static String summary(String failure) {
    return PageHead.summary(failure);
  }

  /** Whether there are pages in a folder. */
  public static boolean hasPages(Path folder) throws IOException {
    return !pages(folder).isEmpty();
  }

  /** The pages of a folder, those of each class in a folder of its own. */
  static List<Path> pages(Path folder) throws IOException {
    return FilesBelow.in(folder, 2, PAGE).stream()
        .filter(file -> folder.relativize(file).getNameCount() == 2)
        .toList();
  }
}
