package it;

import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;

class ParallelTest {
  private static final CyclicBarrier BOTH = new CyclicBarrier(2);

  @Test
  void one() throws Exception {
    abort();
  }

  @Test
  void two() throws Exception {
    abort();
  }

  private static void abort() throws Exception {
    BOTH.await();
    Connections.abort();
    BOTH.await();
  }
}
