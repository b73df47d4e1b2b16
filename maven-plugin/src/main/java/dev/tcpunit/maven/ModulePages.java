package dev.tcpunit.maven;

import dev.tcpunit.internal.html.PageCopies;
import dev.tcpunit.internal.html.PageFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.project.MavenProject;

/** The pages that the tests of some modules have left, each module's in its own folder. */
final class ModulePages {
  private final Map<String, Path> folders = new LinkedHashMap<>();

  /** Names the modules; one that is alone needs no heading. */
  ModulePages(List<MavenProject> modules) {
    for (MavenProject module : modules) {
      String name = modules.size() < 2 ? "" : module.getArtifactId();
      folders.put(
          folders.containsKey(name) ? module.getGroupId() + ":" + name : name, pages(module));
    }
  }

  /**
   * Writes one index of them all.
   *
   * @param top the module in whose folder it lies
   * @return where; empty where there is one module, which has its own, or no page
   */
  Optional<Path> writeIndex(MavenProject top) throws IOException {
    if (folders.size() < 2) {
      return Optional.empty();
    }
    PageFiles.writeIndex(pages(top), folders);
    return Optional.of(PageFiles.index(pages(top))).filter(Files::exists);
  }

  /** Whether any test has left one. */
  boolean areThere() throws IOException {
    for (Path folder : folders.values()) {
      if (PageFiles.hasPages(folder)) {
        return true;
      }
    }
    return false;
  }

  /** Copies them, with an index, to where everybody may read them. */
  void copyTo(Path folder) throws IOException {
    PageCopies copies = new PageCopies(folder);
    for (Map.Entry<String, Path> each : folders.entrySet()) {
      copies.add(each.getKey(), each.getValue());
    }
    copies.writeIndex();
  }

  private static Path pages(MavenProject module) {
    return PageFiles.folder(Path.of(module.getBuild().getDirectory(), "tcpunit"));
  }
}
