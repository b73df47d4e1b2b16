package dev.tcpunit.internal.junit;

import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What a test is called in messages, and its files: one name for each test of a build, safe on
 * every file system, the same in every run.
 *
 * @param folder the class with its package, nested ones joined by dots
 * @param file the method, with its parameter types where it is overloaded and the number of the
 *     invocation where there are several
 */
record TestName(String folder, String file) {
  private static final int LONGEST = 100;
  private static final Pattern INVOCATION = Pattern.compile("-invocation:#(\\d+)]");

  static TestName of(ExtensionContext context) {
    Method method = context.getRequiredTestMethod();
    Class<?> type = context.getRequiredTestClass();
    StringBuilder file = new StringBuilder(method.getName());
    if (isOverloaded(type, method)) {
      Arrays.stream(method.getParameterTypes())
          .forEach(parameter -> file.append('-').append(parameter.getSimpleName()));
    }
    Matcher invocation = INVOCATION.matcher(context.getUniqueId());
    while (invocation.find()) {
      file.append('-').append(invocation.group(1));
    }
    return new TestName(safe(type.getName().replace('$', '.')), safe(file.toString()));
  }

  private static boolean isOverloaded(Class<?> type, Method method) {
    return Arrays.stream(type.getDeclaredMethods())
            .filter(other -> !other.isSynthetic() && other.getName().equals(method.getName()))
            .count()
        > 1;
  }

  /** Names that had to be changed get a hash of what they were, so that no two become one. */
  private static String safe(String name) {
    String safe =
        name.chars()
            .mapToObj(c -> isSafe(c) ? String.valueOf((char) c) : "_")
            .collect(Collectors.joining());
    if (safe.equals(name) && name.length() <= LONGEST) {
      return name;
    }
    return safe.substring(0, Math.min(safe.length(), LONGEST))
        + "-"
        + Integer.toHexString(name.hashCode());
  }

  private static boolean isSafe(int c) {
    return c < 128 && Character.isLetterOrDigit(c) || c == '.' || c == '-' || c == '_';
  }

  /** Where a file of this test lies. */
  Path file(Path directory, String extension) {
    return directory.resolve(folder).resolve(file + extension);
  }

  /** The name in messages: {@code com.example.ImageUploadTest.uploads_the_image_cleanly}. */
  @Override
  public String toString() {
    return folder + "." + file;
  }
}
