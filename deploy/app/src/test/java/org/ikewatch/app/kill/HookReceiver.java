package org.ikewatch.app.kill;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** A webhook. As it stands in the settings, incidents of a roll-up do not come to it. */
final class HookReceiver extends HttpReceiver {
  HookReceiver() throws IOException {
    super("hook");
  }

  @Override
  public Map<String, String> settings() {
    return Map.of("type", "webhook", "url", url(), "secret", "s3cret");
  }

  @Override
  public Optional<String> expects(Story.End end) {
    return end.withdrawn();
  }

  @Override
  String take(Request request) {
    String key = request.headers().get("idempotency-key");
    int slash = key.indexOf('/');
    heard(key.substring(0, slash), key.substring(slash + 1));
    return "{}";
  }
}
