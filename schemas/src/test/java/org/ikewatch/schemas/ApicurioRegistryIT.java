package org.ikewatch.schemas;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Our client against a registry that others have written. */
class ApicurioRegistryIT extends RestRegistryContract {
  private static ApicurioProcess apicurio;

  @BeforeAll
  static void start() throws IOException {
    apicurio = ApicurioProcess.start(Path.of(System.getProperty("ikewatch.apicurio.directory")));
  }

  @AfterAll
  static void stop() {
    apicurio.close();
  }

  @Override
  protected URI url() {
    return apicurio.url();
  }
}
