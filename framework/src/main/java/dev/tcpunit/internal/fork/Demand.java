package dev.tcpunit.internal.fork;

import dev.tcpunit.internal.extension.LinkExtension;
import dev.tcpunit.junit.CaptureTcp;
import dev.tcpunit.junit.TcpCaptureExtension;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
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
import org.junit.jupiter.api.extension.Extensions;
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

  /**
   * Whether an annotation of this type can extend a test at all: looked up once for each type, so
   * that the many elements that bear none, or but {@code @Test}, cost next to nothing.
   */
  private static final ClassValue<Boolean> EXTENDS =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          return type == ExtendWith.class
              || type == Extensions.class
              || AnnotationSupport.isAnnotated(type, ExtendWith.class);
        }
      };

  static Demand of(Class<?> type) {
    try {
      Demand demand = NONE.and(type);
      for (AnnotatedElement element : members(type)) {
        if (maySay(element)) {
          demand = demand.and(element);
        }
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

  /** Its fields, and its constructors and methods with their parameters. */
  private static List<AnnotatedElement> members(Class<?> type) {
    List<Executable> executables = new ArrayList<>(List.of(type.getDeclaredConstructors()));
    executables.addAll(
        ReflectionSupport.findMethods(type, method -> true, HierarchyTraversalMode.TOP_DOWN));
    List<AnnotatedElement> members =
        new ArrayList<>(
            ReflectionSupport.findFields(type, field -> true, HierarchyTraversalMode.TOP_DOWN));
    for (Executable executable : executables) {
      members.add(executable);
      members.addAll(Arrays.asList(executable.getParameters()));
    }
    return members;
  }

  /** Whether it is worth a closer look. Annotations of members are not inherited. */
  private static boolean maySay(AnnotatedElement member) {
    if (member instanceof Field field && field.getType() == TcpCaptureExtension.class) {
      return true;
    }
    for (Annotation annotation : member.getDeclaredAnnotations()) {
      if (EXTENDS.get(annotation.annotationType())) {
        return true;
      }
    }
    return false;
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
