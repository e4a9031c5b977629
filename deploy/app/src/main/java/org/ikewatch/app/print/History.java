package org.ikewatch.app.print;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.ikewatch.schemas.Delivery;
import org.ikewatch.schemas.Incident;
import org.ikewatch.sink.incidents.PastRevision;

/** An incident as it is now, as it was at each revision, and what the destinations have of it. */
public record History(Incident now, List<PastRevision> revisions, List<Delivery> deliveries) {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  public History {
    revisions = List.copyOf(revisions);
    deliveries = List.copyOf(deliveries);
  }

  /** For a person: a line for the incident, each revision and each delivery; ends with a line. */
  public String text() {
    StringBuilder out = new StringBuilder(512);
    out.append(IncidentText.line(now)).append('\n');
    for (PastRevision one : revisions) {
      out.append(
          "  rev %-3d %s  %-9s  %s%s  %s  %s%n"
              .formatted(
                  one.revision(),
                  one.updatedAt(),
                  one.status(),
                  one.verdict(),
                  one.reason().map(reason -> " (" + reason + ")").orElse(""),
                  one.confidence(),
                  IncidentText.attempts(one.attempts(), one.flaps())));
    }
    for (Delivery one : deliveries) {
      String detail = one.getDetail().isEmpty() ? "" : "  " + one.getDetail();
      out.append(
          "  %-9s  %s  %s rev %d%s%n"
              .formatted(
                  one.getOutcome(), one.getAt(), one.getDestination(), one.getRevision(), detail));
    }
    return out.toString();
  }

  /** One line of JSON, the fields named as in the contracts. */
  public String json() {
    ObjectNode out = JSON.objectNode().put("incidentId", now.getIncidentId());
    out.set("revisions", array(revisions.stream().map(History::json).toList()));
    out.set("deliveries", array(deliveries.stream().map(History::json).toList()));
    return out.toString();
  }

  private static ArrayNode array(List<ObjectNode> nodes) {
    return JSON.arrayNode().addAll(nodes);
  }

  private static ObjectNode json(PastRevision one) {
    return JSON.objectNode()
        .put("revision", one.revision())
        .put("status", one.status().name())
        .put("verdict", one.verdict().name())
        .put("confidence", one.confidence().name())
        .put("reason", one.reason().map(Enum::name).orElse(null))
        .put("cause", one.cause().name())
        .put("peer", one.peer().orElse(null))
        .put("updatedAt", one.updatedAt().toString())
        .put("resolvedAt", one.resolvedAt().map(Object::toString).orElse(null))
        .put("attempts", one.attempts())
        .put("flaps", one.flaps())
        .put("parent", one.parent().orElse(null));
  }

  private static ObjectNode json(Delivery one) {
    return JSON.objectNode()
        .put("destination", one.getDestination())
        .put("revision", one.getRevision())
        .put("at", one.getAt().toString())
        .put("outcome", one.getOutcome().name())
        .put("detail", one.getDetail());
  }
}
