package dev.tcpunit.examples.gallery;

import dev.tcpunit.lab.Link;

/** A bug that shows only where the network misbehaves. */
public interface PathBug extends UploadBug {
  /** What happens on the way. */
  void impair(Link link);
}
