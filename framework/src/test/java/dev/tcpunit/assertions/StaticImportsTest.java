package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.TcpAssertions.*;
import static org.assertj.core.api.Assertions.*;

import dev.tcpunit.trace.Connection;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Both entry points under one name in one file, all of them imported: that it compiles counts. */
class StaticImportsTest {
  private final Connection upload = Uploads.connection(Uploads.UPLOAD);

  @Test
  void should_choose_by_what_is_asserted_on() {
    assertThat(upload).hasCleanFin();
    assertThat(upload.trace()).hasSingleConnection();
    assertThat(upload.clientToServer()).hasByteCount(1486);
    assertThat(upload.segments()).hasSize(8);
    assertThat("text").isEqualTo("text");
    assertThat(List.of(upload)).contains(upload);
    assertThat((Object) upload).isNotNull();
    assertThat(upload.startNanos()).isZero();
  }
}
