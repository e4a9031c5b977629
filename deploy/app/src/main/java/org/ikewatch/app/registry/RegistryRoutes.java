package org.ikewatch.app.registry;

import static org.ikewatch.app.registry.RegistryState.GLOBAL;

import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.List;
import java.util.Map;

/** The paths of the Confluent Schema Registry's REST API. */
final class RegistryRoutes {
  private final RegistryState state;
  private final RegistryService service;
  private final RegistryJson json = new RegistryJson();

  RegistryRoutes(RegistryState state, RegistryService service) {
    this.state = state;
    this.service = service;
  }

  void addTo(Javalin app) {
    app.get("/", json.answer(request -> Map.of()));
    addSubjects(app);
    addSchemas(app);
    addCompatibility(app);
    addSettings(app);
    json.addErrors(app);
  }

  private void addSubjects(Javalin app) {
    app.get("/subjects", json.answer(request -> state.subjects()));
    app.post("/subjects/{subject}", json.answer(this::lookup));
    app.delete("/subjects/{subject}", soft(request -> service.deleteSubject(subject(request))));
    app.get(
        "/subjects/{subject}/versions",
        json.answer(
            request ->
                service.versions(subject(request)).stream().map(SchemaVersion::version).toList()));
    app.post("/subjects/{subject}/versions", json.answer(this::register));
    app.get("/subjects/{subject}/versions/{version}", json.answer(this::version));
    app.get(
        "/subjects/{subject}/versions/{version}/schema",
        json.text(request -> version(request).schema()));
    app.delete(
        "/subjects/{subject}/versions/{version}",
        soft(request -> service.deleteVersion(subject(request), request.pathParam("version"))));
  }

  private void addSchemas(Javalin app) {
    app.get("/schemas/types", json.answer(request -> List.of("AVRO")));
    app.get("/schemas/ids/{id}", json.answer(request -> Map.of("schema", schema(request))));
    app.get("/schemas/ids/{id}/schema", json.text(this::schema));
    app.get(
        "/schemas/ids/{id}/versions",
        json.answer(
            request ->
                versionsWithId(request).stream()
                    .map(at -> Map.of("subject", at.subject(), "version", at.version()))
                    .toList()));
    app.get(
        "/schemas/ids/{id}/subjects",
        json.answer(
            request ->
                versionsWithId(request).stream().map(SchemaVersion::subject).distinct().toList()));
  }

  private void addCompatibility(Javalin app) {
    app.post(
        "/compatibility/subjects/{subject}/versions",
        json.answer(request -> compatibility(request, null)));
    app.post(
        "/compatibility/subjects/{subject}/versions/{version}",
        json.answer(request -> compatibility(request, request.pathParam("version"))));
  }

  private void addSettings(Javalin app) {
    app.get("/config", json.answer(request -> Map.of("compatibilityLevel", state.level(GLOBAL))));
    app.put("/config", json.answer(request -> setLevel(request, GLOBAL)));
    app.get("/config/{subject}", json.answer(this::level));
    app.put("/config/{subject}", json.answer(request -> setLevel(request, subject(request))));
    app.get("/mode", json.answer(request -> Map.of("mode", state.mode())));
    app.put(
        "/mode",
        json.answer(request -> Map.of("mode", service.setMode(json.field(request, "mode")))));
  }

  private Object register(Context request) {
    return Map.of("id", service.register(subject(request), json.schema(request)).id());
  }

  private SchemaVersion lookup(Context request) {
    return service.lookup(subject(request), json.schema(request));
  }

  private SchemaVersion version(Context request) {
    return service.version(subject(request), request.pathParam("version"));
  }

  private String schema(Context request) {
    int id = id(request);
    return state.schema(id).orElseThrow(() -> RegistryRefusal.schemaNotFound(Integer.toString(id)));
  }

  private List<SchemaVersion> versionsWithId(Context request) {
    schema(request);
    return state.versionsWithId(id(request));
  }

  private Object compatibility(Context request, String version) {
    List<String> obstacles = service.obstacles(subject(request), version, json.schema(request));
    return Boolean.parseBoolean(request.queryParam("verbose"))
        ? Map.of("is_compatible", obstacles.isEmpty(), "messages", obstacles)
        : Map.of("is_compatible", obstacles.isEmpty());
  }

  private Object level(Context request) {
    String subject = subject(request);
    if (Boolean.parseBoolean(request.queryParam("defaultToGlobal"))) {
      return Map.of("compatibilityLevel", state.level(subject));
    }
    Compatibility level =
        state.ownLevel(subject).orElseThrow(() -> RegistryRefusal.levelNotFound(subject));
    return Map.of("compatibilityLevel", level);
  }

  private Object setLevel(Context request, String subject) {
    return Map.of("compatibility", service.setLevel(subject, json.field(request, "compatibility")));
  }

  private Handler soft(RegistryJson.Answer answer) {
    return json.answer(
        request -> {
          if (Boolean.parseBoolean(request.queryParam("permanent"))) {
            throw RegistryRefusal.notPermitted(
                "This registry deletes nothing for good: records may still need the schema");
          }
          return answer.to(request);
        });
  }

  private static String subject(Context request) {
    return request.pathParam("subject");
  }

  private static int id(Context request) {
    try {
      return Integer.parseInt(request.pathParam("id"));
    } catch (NumberFormatException e) {
      throw RegistryRefusal.schemaNotFound(request.pathParam("id"));
    }
  }
}
