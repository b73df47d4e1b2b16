package dev.tcpunit;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Holds the public surface against the committed list, so that nobody changes it by accident. After
 * a change that is meant, run the test with {@code -Dtcpunit.api=write} and commit the list.
 */
class PublicApiTest {
  private static final Path LIST = Path.of("src/test/resources/public-api.txt");

  private static final List<JavaClass> PUBLIC_TYPES =
      new ClassFileImporter()
              .withImportOption(new ImportOption.DoNotIncludeTests())
              .importPackages("dev.tcpunit")
              .stream()
              .filter(type -> !type.getPackageName().contains(".internal"))
              .filter(PublicApiTest::isPublic)
              .sorted(Comparator.comparing(JavaClass::getName))
              .toList();

  @Test
  void should_be_the_surface_that_is_committed() throws IOException {
    List<String> surface = surface();
    if (System.getProperty("tcpunit.api", "").equals("write")) {
      Files.write(LIST, surface);
    }

    assertThat(surface).containsExactlyElementsOf(Files.readAllLines(LIST));
  }

  @Test
  void should_show_no_type_of_a_capture_library() {
    assertThat(surface())
        .noneMatch(line -> line.contains("org.pcap4j") || line.contains("com.sun.jna"));
  }

  @Test
  void should_show_no_internal_type() {
    assertThat(surface()).noneMatch(line -> line.contains("dev.tcpunit.internal"));
  }

  @Test
  void should_be_final_unless_made_for_extension() {
    Set<String> open =
        PUBLIC_TYPES.stream()
            .filter(type -> !type.isInterface() && !type.isEnum() && !type.isAnnotation())
            .filter(type -> !type.getModifiers().contains(JavaModifier.FINAL))
            .map(JavaClass::getName)
            .collect(Collectors.toCollection(TreeSet::new));

    // AssertJ's soft assertions make proxies, which are subclasses, of these.
    assertThat(open)
        .isSubsetOf(
            "dev.tcpunit.assertions.ConnectionAssert",
            "dev.tcpunit.assertions.FlowAssert",
            "dev.tcpunit.assertions.TraceAssert",
            "dev.tcpunit.assertions.SoftTcpAssertions");
  }

  private static List<String> surface() {
    List<String> lines = new ArrayList<>();
    for (JavaClass type : PUBLIC_TYPES) {
      lines.add(type.getName());
      Stream<String> fields =
          type.getFields().stream().filter(PublicApiTest::isVisible).map(PublicApiTest::field);
      Stream<String> codeUnits =
          Stream.concat(type.getCodeUnits().stream(), ofParts(type))
              .filter(PublicApiTest::isVisible)
              .filter(unit -> !unit.getName().equals("<clinit>"))
              .map(PublicApiTest::codeUnit);
      Stream.concat(fields, codeUnits).sorted().forEach(lines::add);
    }
    return lines;
  }

  /** What a type has from superclasses that users do not see, and see as its own. */
  private static Stream<? extends JavaCodeUnit> ofParts(JavaClass type) {
    return type.getAllRawSuperclasses().stream()
        .filter(part -> part.getPackageName().equals(type.getPackageName()) && !isPublic(part))
        .flatMap(part -> part.getMethods().stream())
        .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC));
  }

  private static boolean isPublic(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.PUBLIC)
        && type.getEnclosingClass().map(PublicApiTest::isPublic).orElse(true);
  }

  private static boolean isVisible(JavaMember member) {
    Set<JavaModifier> modifiers = member.getModifiers();
    return !modifiers.contains(JavaModifier.SYNTHETIC)
        && (modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED));
  }

  private static String field(JavaField field) {
    return "  " + field.getName() + ": " + field.getRawType().getName();
  }

  private static String codeUnit(JavaCodeUnit unit) {
    String parameters =
        unit.getParameterTypes().stream().map(JavaType::getName).collect(Collectors.joining(", "));
    return "  " + unit.getName() + "(" + parameters + "): " + unit.getReturnType().getName();
  }
}
