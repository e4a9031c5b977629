package org.ikewatch.sink.siem.mapping;

/** What every event of the Open Cybersecurity Schema Framework says, whatever its class. */
final class Ocsf {
  /** The version of the schema that is spoken. */
  static final String VERSION = "1.5.0";

  private static final int TYPES_PER_CLASS = 100;

  private Ocsf() {}

  /** An event with its class and activity. */
  static JsonObject event(
      int category, String categoryName, int type, String typeName, Activity activity) {
    return new JsonObject()
        .put("category_uid", category)
        .put("category_name", categoryName)
        .put("class_uid", type)
        .put("class_name", typeName)
        .put("activity_id", activity.id())
        .put("activity_name", activity.name())
        .put("type_uid", (long) type * TYPES_PER_CLASS + activity.id())
        .put("type_name", typeName + ": " + activity.name());
  }

  /** What happened, as the class numbers it. */
  record Activity(int id, String name) {}

  /** What made the event, and by which version of the schema. */
  static JsonObject metadata() {
    return new JsonObject()
        .put("version", VERSION)
        .put(
            "product",
            new JsonObject()
                .put("vendor_name", IncidentTerms.VENDOR)
                .put("name", IncidentTerms.PRODUCT)
                .put("version", IncidentTerms.VERSION));
  }

  /** The HP-UX host that reported. */
  static JsonObject device(String host) {
    return endpoint(host)
        .put("type_id", 1)
        .put("type", "Server")
        .put("os", new JsonObject().put("name", "HP-UX").put("type_id", 402).put("type", "HP-UX"));
  }

  /** One end of a tunnel. */
  static JsonObject endpoint(String nameOrAddress) {
    return new JsonObject()
        .put(Addresses.isAddress(nameOrAddress) ? "ip" : "hostname", nameOrAddress);
  }

  /** A value to search for, where in the event it stands. */
  static JsonObject observable(String where, String nameOrAddress) {
    boolean address = Addresses.isAddress(nameOrAddress);
    return new JsonObject()
        .put("name", where + (address ? ".ip" : ".hostname"))
        .put("type_id", address ? 2 : 1)
        .put("type", address ? "IP Address" : "Hostname")
        .put("value", nameOrAddress);
  }

  /** How bad it is, by the schema's number. */
  static JsonObject severity(JsonObject event, int id) {
    return event
        .put("severity_id", id)
        .put(
            "severity",
            switch (id) {
              case 1 -> "Informational";
              case 2 -> "Low";
              case 3 -> "Medium";
              case 4 -> "High";
              default -> "Critical";
            });
  }
}
