package dev.tcpunit.internal.fork;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;

/** A descriptor that a shell has set up before it became this JVM. */
final class InheritedDescriptor {
  /**
   * An option with which a JVM can also have those that it may not open anew: another user's pipes,
   * and sockets.
   */
  static final String OPTION = "--add-opens=java.base/java.io=ALL-UNNAMED";

  private static final String FILES = "/proc/self/fd/";

  private InheritedDescriptor() {}

  static FileOutputStream output(int number) throws IOException {
    try {
      return new FileOutputStream(FILES + number);
    } catch (FileNotFoundException e) {
      return new FileOutputStream(asItIs(number, e));
    }
  }

  static FileInputStream input(int number) throws IOException {
    try {
      return new FileInputStream(FILES + number);
    } catch (FileNotFoundException e) {
      return new FileInputStream(asItIs(number, e));
    }
  }

  private static FileDescriptor asItIs(int number, IOException notAnew) throws IOException {
    try {
      FileDescriptor descriptor = new FileDescriptor();
      Field field = FileDescriptor.class.getDeclaredField("fd");
      field.setAccessible(true);
      field.setInt(descriptor, number);
      return descriptor;
    } catch (ReflectiveOperationException | InaccessibleObjectException e) {
      notAnew.addSuppressed(e);
      throw notAnew;
    }
  }
}
