package dev.tcpunit.internal.file;

import java.io.IOException;

/** Ends the reading of a file whose next part makes no sense. */
final class DamagedFileException extends IOException {
  private static final long serialVersionUID = 1L;

  private final long offset;

  DamagedFileException(long offset, String reason) {
    super(reason);
    this.offset = offset;
  }

  FileDamage damage() {
    return new FileDamage(offset, getMessage());
  }
}
