package dev.tcpunit.maven;

import dev.tcpunit.internal.html.PageFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.project.MavenProject;

/** The pages that the tests of a build's modules have left, each module's in its own folder. */
final class ModulePages {
  private final List<MavenProject> modules;
  private final MavenProject top;

  /**
   * Names the modules.
   *
   * @param top the one in whose folder the index lies
   */
  ModulePages(List<MavenProject> modules, MavenProject top) {
    this.modules = modules;
    this.top = top;
  }

  /**
   * Writes one index of them all.
   *
   * @return where it lies; empty where there is one module, which has its own, or no page
   */
  Optional<Path> writeIndex() throws IOException {
    if (modules.size() < 2) {
      return Optional.empty();
    }
    Map<String, Path> folders = new LinkedHashMap<>();
    for (MavenProject module : modules) {
      String name = module.getArtifactId();
      folders.put(
          folders.containsKey(name) ? module.getGroupId() + ":" + name : name, pages(module));
    }
    PageFiles.writeIndex(pages(top), folders);
    return Optional.of(PageFiles.index(pages(top))).filter(Files::exists);
  }

  private static Path pages(MavenProject module) {
    return PageFiles.folder(Path.of(module.getBuild().getDirectory(), "tcpunit"));
  }
}
