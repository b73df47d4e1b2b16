package dev.tcpunit.internal.fork;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Logger;
import org.junit.platform.engine.EngineExecutionListener;
import org.junit.platform.engine.reporting.FileEntry;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.engine.support.hierarchical.EngineExecutionContext;

/**
 * Hands on what tests publish. Only Jupiter's own context knows whom to tell, and it is no API:
 * where it cannot be asked, entries are lost and a line says so.
 */
final class Published {
  private static final Logger LOG = Logger.getLogger(Published.class.getName());

  private EngineExecutionListener listener;
  private boolean asked;

  /** Remembers whom this context tells, the first time. */
  void by(EngineExecutionContext context) {
    if (asked) {
      return;
    }
    asked = true;
    try {
      Object found = context.getClass().getMethod("getExecutionListener").invoke(context);
      listener = (EngineExecutionListener) found;
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOG.warning("What tests in a forked JVM publish is not handed on to JUnit's reports: " + e);
    }
  }

  void entry(ForkedNode node, FieldReader fields) {
    Map<String, String> pairs = new LinkedHashMap<>();
    fields
        .all(field -> Map.entry(field.text(), field.text()))
        .forEach(pair -> pairs.put(pair.getKey(), pair.getValue()));
    if (listener != null) {
      listener.reportingEntryPublished(node, ReportEntry.from(pairs));
    }
  }

  void file(ForkedNode node, String path, FieldReader fields) {
    if (listener != null) {
      listener.fileEntryPublished(node, FileEntry.from(Path.of(path), fields.textOrNull()));
    }
  }
}
