package org.ikewatch.sink.siem.mapping;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.IncidentJson;
import org.ikewatch.schemas.Status;

/**
 * An incident as an alert of the Elastic Common Schema. What the schema has no field for stands
 * under {@code ikewatch}, with the names of the incident's contract.
 */
public final class Ecs {
  /** The version of the schema that is spoken. */
  static final String VERSION = "9.4.0";

  private Ecs() {}

  /** The incident as a document. */
  public static JsonObject of(Incident incident) {
    return new JsonObject()
        .put("@timestamp", incident.getUpdatedAt())
        .put("message", IncidentTerms.summary(incident))
        .put("ecs", new JsonObject().put("version", VERSION))
        .put("event", event(incident))
        .put("rule", rule(incident))
        .put("observer", observer())
        .put("host", new JsonObject().put("name", incident.getHost()))
        .put("source", endpoint(incident.getHost()))
        .put("destination", endpoint(incident.getPeer()))
        .put("network", network(incident))
        .put("related", related(incident))
        .raw("ikewatch", new IncidentJson().line(incident));
  }

  private static JsonObject event(Incident incident) {
    boolean open = incident.getStatus() == Status.OPEN;
    return new JsonObject()
        .put("kind", "alert")
        .texts("category", List.of("network"))
        .texts("type", List.of(open ? "start" : "end"))
        .put(
            "outcome",
            switch (incident.getStatus()) {
              case OPEN -> "failure";
              case RESOLVED -> "success";
              case WITHDRAWN, UNKNOWN -> "unknown";
            })
        .put("action", incident.getVerdict().name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .put("code", incident.getVerdict())
        .put("reason", IncidentTerms.message(incident))
        .put("id", incident.getIncidentId())
        .put("sequence", incident.getRevision())
        .put("severity", IncidentTerms.severity(incident))
        .put("start", incident.getOpenedAt())
        .put("end", incident.getResolvedAt())
        .put("module", "ikewatch")
        .put("dataset", "ikewatch.incident")
        .put("provider", "ikewatch");
  }

  private static JsonObject rule(Incident incident) {
    return new JsonObject()
        .put("id", incident.getVerdict())
        .put("name", IncidentTerms.title(incident))
        .put("category", incident.getScope())
        .put("ruleset", "ikewatch");
  }

  private static JsonObject observer() {
    return new JsonObject()
        .put("vendor", IncidentTerms.VENDOR)
        .put("product", IncidentTerms.PRODUCT)
        .put("version", IncidentTerms.VERSION)
        .put("type", "correlator");
  }

  private static JsonObject endpoint(String nameOrAddress) {
    if (nameOrAddress == null) {
      return new JsonObject();
    }
    return new JsonObject()
        .put("address", nameOrAddress)
        .put(Addresses.isAddress(nameOrAddress) ? "ip" : "domain", nameOrAddress);
  }

  private static JsonObject network(Incident incident) {
    JsonObject network = new JsonObject().put("protocol", "isakmp").put("transport", "udp");
    String peer = incident.getPeer();
    return peer == null || !Addresses.isAddress(peer)
        ? network
        : network.put("type", Addresses.isIpv4(peer) ? "ipv4" : "ipv6");
  }

  private static JsonObject related(Incident incident) {
    Set<String> all = new LinkedHashSet<>();
    Stream.of(incident.getHost(), incident.getPeer())
        .filter(one -> one != null && !one.isEmpty())
        .forEach(all::add);
    all.addAll(incident.getCandidates());
    incident.getEvidence().forEach(one -> all.add(one.getHost()));
    List<String> hosts = new ArrayList<>(all);
    hosts.removeIf(Addresses::isAddress);
    all.removeAll(hosts);
    return new JsonObject().texts("ip", all).texts("hosts", hosts);
  }
}
