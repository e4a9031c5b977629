package org.ikewatch.sink.siem.mapping;

import static org.ikewatch.sink.settings.Setting.optional;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.ikewatch.schemas.Incident;
import org.ikewatch.sink.settings.Setting;
import org.ikewatch.sink.settings.Texts;

/**
 * Where a person reads an incident.
 *
 * @param template an address with {@code {id}} where the incident's id belongs
 */
public record IncidentLink(String template) {
  private static final String ID = "{id}";

  /** The setting of it. */
  public static final Setting<Optional<IncidentLink>> SETTING =
      optional(
          "link",
          "",
          "Where a person reads an incident, such as `https://ikewatch.example.com/incidents/{id}`;"
              + " empty: nowhere.",
          text -> text.isEmpty() ? Optional.empty() : Optional.of(new IncidentLink(text)));

  public IncidentLink {
    if (!template.contains(ID)) {
      throw new IllegalArgumentException("'" + template + "' does not hold " + ID);
    }
    Texts.url(template.replace(ID, "0"));
  }

  /** The address of this incident. */
  public String to(Incident incident) {
    return template.replace(
        ID, URLEncoder.encode(incident.getIncidentId(), StandardCharsets.UTF_8));
  }
}
