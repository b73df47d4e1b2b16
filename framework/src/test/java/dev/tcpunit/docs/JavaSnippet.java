package dev.tcpunit.docs;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * Java code of a page, compiled as members of a class or as statements of a method, beside what
 * pages take as known: {@code src/test/resources/docs/Context.txt}.
 */
final class JavaSnippet {
  private static final Path CONTEXT = Path.of("src/test/resources/docs/Context.txt");
  private static final Pattern IMPORT = Pattern.compile("(?m)^import [^;]+;$");
  private static final Pattern PACKAGE = Pattern.compile("(?m)^package [^;]+;$");

  private JavaSnippet() {}

  /** What the compiler has to say against it; empty if nothing. */
  static String errors(String code, Path folder) {
    String imports =
        IMPORT.matcher(code).results().map(MatchResult::group).collect(Collectors.joining("\n"));
    String body = PACKAGE.matcher(IMPORT.matcher(code).replaceAll("")).replaceAll("");
    String asMembers = compile(imports, body, folder);
    if (asMembers.isEmpty()) {
      return "";
    }
    String asStatements =
        compile(imports, "void snippet() throws Exception {\n" + body + "\n}", folder);
    return asStatements.isEmpty()
        ? ""
        : "as members:\n" + asMembers + "\nas statements:\n" + asStatements;
  }

  private static String compile(String imports, String members, Path folder) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    List<String> options =
        List.of(
            "-proc:none",
            "-nowarn",
            "-classpath",
            System.getProperty("java.class.path"),
            "-d",
            folder.toString());
    String text = context().replace("/*IMPORTS*/", imports).replace("/*MEMBERS*/", members);
    return compiler.getTask(said, null, null, options, null, List.of(new Source(text))).call()
        ? ""
        : said.toString();
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
    private final String text;

    Source(String text) {
      super(
          URI.create("string:///dev/tcpunit/assertions/Snippet.java"), JavaFileObject.Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
