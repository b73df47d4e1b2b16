package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.TcpInstanceOfAssertFactories.CONNECTION;
import static dev.tcpunit.assertions.TcpInstanceOfAssertFactories.FLOW;
import static dev.tcpunit.assertions.TcpInstanceOfAssertFactories.TRACE;
import static dev.tcpunit.assertions.Uploads.UPLOAD;
import static dev.tcpunit.assertions.Uploads.connection;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tcpunit.trace.Connection;
import java.util.List;
import org.junit.jupiter.api.Test;

class TcpInstanceOfAssertFactoriesTest {
  private final Connection upload = connection(UPLOAD);

  @Test
  void should_lead_from_an_object_to_its_assertions() {
    Object trace = upload.trace();
    Object flow = upload.clientToServer();

    assertThat(trace).asInstanceOf(TRACE).hasSingleConnection();
    assertThat((Object) upload).asInstanceOf(CONNECTION).hasCleanFin();
    assertThat(flow).asInstanceOf(FLOW).hasByteCount(1486);
  }

  @Test
  void should_lead_from_a_property_and_from_a_list() {
    record Result(Connection connection) {}

    assertThat(new Result(upload)).extracting(Result::connection, as(CONNECTION)).hasCleanFin();
    assertThat(List.of(upload)).first(as(CONNECTION)).client(c -> c.hasByteCount(1486));
  }

  @Test
  void should_refuse_what_is_something_else() {
    assertThatThrownBy(() -> assertThat((Object) "text").asInstanceOf(CONNECTION))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("dev.tcpunit.trace.Connection");
  }
}
