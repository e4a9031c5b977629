package org.ikewatch.app.registry;

import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;

/** Which earlier versions a new schema must get on with, and who must be able to read whom. */
enum Compatibility {
  NONE(false, false, false),
  BACKWARD(true, false, false),
  BACKWARD_TRANSITIVE(true, false, true),
  FORWARD(false, true, false),
  FORWARD_TRANSITIVE(false, true, true),
  FULL(true, true, false),
  FULL_TRANSITIVE(true, true, true);

  private final boolean newReadsOld;
  private final boolean oldReadsNew;
  private final boolean transitive;

  Compatibility(boolean newReadsOld, boolean oldReadsNew, boolean transitive) {
    this.newReadsOld = newReadsOld;
    this.oldReadsNew = oldReadsNew;
    this.transitive = transitive;
  }

  /**
   * What stands in the way of a new version.
   *
   * @param earlier the versions there are, the oldest first
   * @return one sentence for each obstacle; empty where there is none
   */
  List<String> obstacles(Schema candidate, List<Schema> earlier) {
    int from = transitive ? 0 : Math.max(0, earlier.size() - 1);
    return earlier.subList(from, earlier.size()).stream()
        .flatMap(
            old ->
                Stream.concat(
                    newReadsOld
                        ? unreadable(
                            candidate, old, "the new schema cannot read the old one's data")
                        : Stream.empty(),
                    oldReadsNew
                        ? unreadable(
                            old, candidate, "the old schema cannot read the new one's data")
                        : Stream.empty()))
        .distinct()
        .toList();
  }

  private static Stream<String> unreadable(Schema reader, Schema writer, String summary) {
    return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
        .getResult()
        .getIncompatibilities()
        .stream()
        .map(
            found ->
                "%s: %s at %s: %s"
                    .formatted(summary, found.getType(), found.getLocation(), found.getMessage()));
  }
}
