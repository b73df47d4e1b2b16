package dev.tcpunit.docs;

import dev.tcpunit.docs.MarkdownFile.Block;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * Java code of pages, each compiled as members of a class or as statements of a method, beside what
 * pages take as known: {@code src/test/resources/docs/Context.txt}. All at once, because starting
 * the compiler takes longer than what it has to do.
 */
final class JavaSnippets {
  private static final Path CONTEXT = Path.of("src/test/resources/docs/Context.txt");
  private static final Pattern IMPORT = Pattern.compile("(?m)^import [^;]+;$");
  private static final Pattern MEMBERS =
      Pattern.compile("^\\s*(?:/\\*\\*|@|(?:public |final )*(?:class|record|interface|void)\\b)");

  private JavaSnippets() {}

  /** What the compiler has to say against them, each with its place; empty if nothing. */
  static List<String> errors(List<Block> blocks, Path folder) {
    List<JavaFileObject> sources = new ArrayList<>();
    sources.add(new Source("context", "Context", context()));
    for (int i = 0; i < blocks.size(); i++) {
      Block block = blocks.get(i);
      sources.add(new Source(block.toString(), "Snippet" + i, wrapped(block.text(), i)));
    }
    DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
    String path = System.getProperty("java.class.path");
    List<String> options = List.of("-proc:none", "-nowarn", "-cp", path, "-d", folder.toString());
    ToolProvider.getSystemJavaCompiler().getTask(null, null, said, options, null, sources).call();
    return said.getDiagnostics().stream()
        .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
        .map(JavaSnippets::words)
        .toList();
  }

  private static String words(Diagnostic<? extends JavaFileObject> diagnostic) {
    String message = diagnostic.getMessage(Locale.ROOT);
    return diagnostic.getSource() instanceof Source source
        ? source.place + ": " + message
        : message;
  }

  private static String wrapped(String code, int number) {
    String body = IMPORT.matcher(code).replaceAll("");
    String members =
        MEMBERS.matcher(body).find() ? body : "void snippet() throws Exception {\n" + body + "\n}";
    return imports(context())
        + imports(code)
        + "class Snippet%d extends Context {\n%s\n}\n".formatted(number, members);
  }

  private static String imports(String code) {
    String packageLine = code.startsWith("package ") ? code.lines().findFirst().orElse("") : "";
    return IMPORT
        .matcher(code)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.joining("\n", packageLine + "\n", "\n"));
  }

  private static String context() {
    try {
      return Files.readString(CONTEXT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A source file that is only in memory; in the package whose tests the pages show. */
  private static final class Source extends SimpleJavaFileObject {
    private final String place;
    private final String text;

    Source(String place, String name, String text) {
      super(
          URI.create("string:///dev/tcpunit/assertions/" + name + ".java"),
          JavaFileObject.Kind.SOURCE);
      this.place = place;
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
