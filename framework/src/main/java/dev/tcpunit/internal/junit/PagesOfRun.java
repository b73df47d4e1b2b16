package dev.tcpunit.internal.junit;

import dev.tcpunit.internal.html.PageFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** The folders into which the tests of this JVM write pages. JUnit closes it after the last one. */
@SuppressWarnings("deprecation") // JUnit before 5.13 closes nothing but a CloseableResource.
final class PagesOfRun implements ExtensionContext.Store.CloseableResource, AutoCloseable {
  private static final Namespace NAMESPACE = Namespace.create(PagesOfRun.class);

  private final BuildServer server = new BuildServer(System.getenv());
  private final Set<Path> folders = ConcurrentHashMap.newKeySet();
  private final Set<Path> pagesOfFailures = ConcurrentHashMap.newKeySet();

  static PagesOfRun of(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(PagesOfRun.class, key -> new PagesOfRun(), PagesOfRun.class);
  }

  /**
   * Has the index of a test's pages written at the end, for what it deletes as for what it adds.
   */
  void expect(CaptureSettings settings) {
    folders.add(PageFiles.folder(settings.directory()));
  }

  /** Writes the index of a test's pages now, where the run does not come to its end. */
  static void writeIndex(CaptureSettings settings) throws IOException {
    PageFiles.writeIndex(PageFiles.folder(settings.directory()));
  }

  /** A test failed and has a page: the build server is told. */
  void failed(TestName test, String failure, Path page) {
    pagesOfFailures.add(page);
    System.out.append(server.lines(test, failure, page)).flush();
  }

  @Override
  public void close() {
    try {
      for (Path folder : folders) {
        PageFiles.writeIndex(folder);
      }
      server.summarize(pagesOfFailures);
    } catch (IOException e) {
      System.err.append("TcpUnit: cannot write the index of the pages: " + e + "\n").flush();
    }
  }
}
