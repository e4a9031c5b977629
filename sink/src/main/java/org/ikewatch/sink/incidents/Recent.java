package org.ikewatch.sink.incidents;

import java.util.LinkedHashMap;
import java.util.Map;

/** What is known of the incidents seen last, as far back as memory is allowed. */
final class Recent<V> extends LinkedHashMap<String, V> {
  private static final long serialVersionUID = 1L;
  private final int limit;

  /**
   * Nothing yet.
   *
   * @param limit how many incidents are remembered; the one not seen for longest is forgotten
   */
  Recent(int limit) {
    super(16, 0.75f, true);
    this.limit = limit;
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
    return size() > limit;
  }
}
