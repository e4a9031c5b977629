package org.ikewatch.lab.oracle;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** What evidence suffices: story by dialect by audit level by role. */
public final class EvidenceTable {
  private static final Evidence NO_INCIDENT = new Evidence.Nothing(true);

  private final List<Row> rows;

  private EvidenceTable(List<Row> rows) {
    this.rows = List.copyOf(rows);
  }

  /**
   * One row.
   *
   * @param records the records that must be in hand
   * @param pages where the rule stands
   */
  public record Row(
      @JsonProperty(required = true) StoryKind story,
      @JsonProperty(required = true) Dialect dialect,
      @JsonProperty(required = true) Role role,
      @JsonProperty(required = true) String records,
      @JsonProperty(required = true) String pages,
      @JsonProperty(value = "ERROR", required = true) String atError,
      @JsonProperty(value = "INFORMATIVE", required = true) String atInformative,
      @JsonProperty(value = "DEBUG", required = true) String atDebug,
      String note) {
    public Row {
      note = note == null ? "" : note;
    }

    /** What is allowed at an audit level; WARNING and ALERT are as ERROR. */
    public Evidence at(Level level) {
      return Evidence.parse(
          switch (level) {
            case DEBUG -> atDebug;
            case INFORMATIVE -> atInformative;
            case ALERT, ERROR, WARNING -> atError;
          });
    }

    boolean fits(Episode episode, Dialect of) {
      return story == episode.kind()
          && dialect == of
          && (role == Role.EITHER || episode.role() == Role.EITHER || role == episode.role());
    }
  }

  /** The table of this module. */
  public static EvidenceTable standard() {
    try (InputStream in = EvidenceTable.class.getResourceAsStream("evidence.yaml")) {
      return new EvidenceTable(new YAMLMapper().readValue(in, new TypeReference<List<Row>>() {}));
    } catch (IOException e) {
      throw new UncheckedIOException("evidence.yaml: " + e.getMessage(), e);
    }
  }

  public List<Row> rows() {
    return rows;
  }

  /** What the records of a story allow in each role that has a row. */
  public List<Evidence> of(StoryKind kind, Dialect dialect, Level level) {
    return rows.stream()
        .filter(row -> row.story() == kind && row.dialect() == dialect)
        .map(row -> row.at(level))
        .toList();
  }

  /**
   * What an episode's records allow; a story without a row is one in which nothing fails.
   *
   * @throws IllegalStateException if the table has the story, but not for the role of this episode:
   *     it would say by that silence that no incident may be
   */
  public Evidence of(Episode episode, Dialect dialect, Level level) {
    for (Row row : rows) {
      if (row.fits(episode, dialect)) {
        return row.at(level);
      }
    }
    if (episode.failure().isPresent() || !of(episode.kind(), dialect, level).isEmpty()) {
      throw new IllegalStateException(
          "no row for " + episode.kind() + " of " + dialect + " as " + episode.role());
    }
    return NO_INCIDENT;
  }
}
