package dev.tcpunit.internal.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class PcapngWriter_private_Test {
  @TempDir Path folder;

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void should_let_nobody_else_read_a_file_with_payload_even_if_it_was_there() throws IOException {
    Path file = Files.writeString(folder.resolve("old.pcapng"), "readable by all");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

    PcapngWriter.createPrivate(file, "new").close();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(Files.size(file)).isGreaterThan(20);
  }
}
