package dev.tcpunit.assertions;

import dev.tcpunit.baseline.BaselineFiles;
import dev.tcpunit.baseline.BaselineMode;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Trace;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Optional;

/** Recorded traffic as if it were that of a test that runs, which has baselines. */
final class OfATest {
  private static final BaselineFiles BASELINES =
      new BaselineFiles(
          Path.of("src/test/tcp-baselines"),
          Path.of("target/tcpunit/baselines"),
          "com.example.UploadTest",
          BaselineMode.AUTO,
          true);

  private OfATest() {}

  static Trace trace(Trace recorded) {
    return with(Trace.class, recorded, "continuation", new Running());
  }

  static Connection connection(Connection recorded) {
    return with(Connection.class, recorded, "trace", trace(recorded.trace()));
  }

  /** The same but for one of its answers. */
  private static <T> T with(Class<T> type, T recorded, String name, Object answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              try {
                return method.getName().equals(name) ? answer : method.invoke(recorded, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  /** Nothing more comes. */
  private record Running() implements BaselineFiles.Source {
    @Override
    public Optional<BaselineFiles> baselines() {
      return Optional.of(BASELINES);
    }
  }
}
