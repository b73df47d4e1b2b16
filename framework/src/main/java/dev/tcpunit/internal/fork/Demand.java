package dev.tcpunit.internal.fork;

import dev.tcpunit.internal.extension.LinkExtension;
import dev.tcpunit.junit.CaptureTcp;
import dev.tcpunit.junit.TcpCaptureExtension;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * What a top-level class, with all that is nested in it, wants of TcpUnit: looked up in its
 * annotations and fields, without any of it being run.
 *
 * @param isAny whether anything
 * @param isElsewhere whether an interface is named that is not loopback
 */
record Demand(boolean isAny, boolean isElsewhere) {
  private static final Demand NONE = new Demand(false, false);
  private static final Set<Class<?>> EXTENSIONS =
      Set.of(TcpCaptureExtension.class, LinkExtension.class);

  /** As a class file's constants have the builder's class and its method. */
  private static final String BUILDER = "dev/tcpunit/junit/TcpCaptureExtension$Builder";

  private static final String NAMES_INTERFACE = "\u0001\u0000\rinterfaceName";

  static Demand of(Class<?> type) {
    try {
      Demand demand = NONE;
      for (AnnotatedElement element : elements(type)) {
        demand = demand.and(element);
      }
      for (Class<?> nested : nested(type)) {
        demand = demand.or(of(nested));
      }
      return demand;
    } catch (LinkageError e) {
      // Such a class cannot run either, which JUnit says where the class is.
      return NONE;
    }
  }

  private Demand or(Demand other) {
    return new Demand(isAny || other.isAny, isElsewhere || other.isElsewhere);
  }

  private static List<Class<?>> nested(Class<?> type) {
    return ReflectionSupport.findNestedClasses(
        type, nested -> AnnotationSupport.isAnnotated(nested, Nested.class));
  }

  /** The class, its fields, and its constructors and methods with their parameters. */
  private static List<AnnotatedElement> elements(Class<?> type) {
    List<Executable> executables = new ArrayList<>(List.of(type.getDeclaredConstructors()));
    executables.addAll(
        ReflectionSupport.findMethods(type, method -> true, HierarchyTraversalMode.TOP_DOWN));
    List<AnnotatedElement> elements = new ArrayList<>(List.of(type));
    elements.addAll(
        ReflectionSupport.findFields(type, field -> true, HierarchyTraversalMode.TOP_DOWN));
    for (Executable executable : executables) {
      elements.add(executable);
      elements.addAll(Arrays.asList(executable.getParameters()));
    }
    return elements;
  }

  private Demand and(AnnotatedElement element) {
    boolean extended =
        AnnotationSupport.findRepeatableAnnotations(element, ExtendWith.class).stream()
            .flatMap(annotation -> Arrays.stream(annotation.value()))
            .anyMatch(EXTENSIONS::contains);
    boolean isExtension =
        element instanceof Field field && field.getType() == TcpCaptureExtension.class;
    boolean elsewhere =
        element instanceof Field field && isExtension
            ? namesInterface(field.getDeclaringClass())
            : AnnotationSupport.findAnnotation(element, CaptureTcp.class)
                .map(annotation -> annotation.value() + annotation.interfaceName())
                .filter(name -> !ForkSettings.isLoopback(name))
                .isPresent();
    return or(new Demand(extended || isExtension, elsewhere));
  }

  /**
   * Whether a class calls the builder's method. Which interface it names is known only when its
   * code has run, and that is not done here.
   */
  private static boolean namesInterface(Class<?> type) {
    String file = type.getName().substring(type.getName().lastIndexOf('.') + 1) + ".class";
    try (InputStream in = type.getResourceAsStream(file)) {
      String constants =
          in == null ? "" : new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
      return constants.contains(BUILDER) && constants.contains(NAMES_INTERFACE);
    } catch (IOException e) {
      return false;
    }
  }
}
