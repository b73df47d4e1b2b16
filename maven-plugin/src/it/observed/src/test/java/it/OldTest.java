package it;

import org.junit.Test;

/** Of JUnit 4. */
public class OldTest {
  @Test
  public void is_refused() throws Exception {
    Connections.refuse();
  }

  @Test
  public void aborts() throws Exception {
    Connections.abort();
  }
}
