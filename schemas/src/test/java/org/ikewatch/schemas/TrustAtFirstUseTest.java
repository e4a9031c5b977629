package org.ikewatch.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TrustAtFirstUseTest {
  @Test
  void shouldLetABuilderCopyBeforeAnythingElseIsLoaded() throws Exception {
    // Given
    // Classes and an Avro that no other test has touched
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader fresh =
        new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
      thread.setContextClassLoader(fresh);

      // When
      Object record =
          fresh.loadClass(Samples.class.getName()).getMethod("auditRecord").invoke(null);
      Object builder =
          fresh
              .loadClass(AuditRecord.class.getName())
              .getMethod("newBuilder", record.getClass())
              .invoke(null, record);
      Object copy = builder.getClass().getMethod("build").invoke(builder);

      // Then
      assertThat(copy).isEqualTo(record).isNotSameAs(record);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static URL[] classPath() throws MalformedURLException {
    List<URL> urls = new ArrayList<>();
    Pattern separator = Pattern.compile(Pattern.quote(File.pathSeparator));
    for (String entry : separator.splitAsStream(System.getProperty("java.class.path")).toList()) {
      urls.add(Path.of(entry).toUri().toURL());
    }
    return urls.toArray(URL[]::new);
  }
}
