package org.ikewatch.schemas;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;

/**
 * An incident as one line of JSON: the field names of the Avro contract, in its order, absent
 * values as null, times in ISO-8601 UTC.
 */
public final class IncidentJson {
  private final JsonFactory factory = new JsonFactory();

  /** The incident as one line, without a line end. */
  public String line(Incident incident) {
    return json(generator -> write(generator, incident));
  }

  /** The evidence alone, as an array. */
  public String evidence(Incident incident) {
    return json(generator -> writeEvidence(generator, incident.getEvidence()));
  }

  /** A list of strings as an array. */
  public String array(List<String> values) {
    return json(generator -> writeArray(generator, values));
  }

  private static void write(JsonGenerator out, Incident incident) throws IOException {
    out.writeStartObject();
    out.writeStringField("incidentId", incident.getIncidentId());
    out.writeNumberField("revision", incident.getRevision());
    out.writeStringField("scope", incident.getScope().name());
    out.writeStringField("status", incident.getStatus().name());
    out.writeStringField("verdict", incident.getVerdict().name());
    out.writeStringField("confidence", incident.getConfidence().name());
    out.writeStringField("reason", name(incident.getReason()));
    out.writeStringField("cause", incident.getCause().name());
    out.writeStringField("host", incident.getHost());
    out.writeStringField("peer", incident.getPeer());
    writeTime(out, "openedAt", incident.getOpenedAt());
    writeTime(out, "updatedAt", incident.getUpdatedAt());
    writeTime(out, "resolvedAt", incident.getResolvedAt());
    out.writeNumberField("attempts", incident.getAttempts());
    out.writeNumberField("flaps", incident.getFlaps());
    out.writeStringField("parent", incident.getParent());
    out.writeFieldName("candidates");
    writeArray(out, incident.getCandidates());
    out.writeFieldName("evidence");
    writeEvidence(out, incident.getEvidence());
    out.writeFieldName("nextCommands");
    writeArray(out, incident.getNextCommands());
    out.writeFieldName("explanation");
    writeArray(out, incident.getExplanation());
    out.writeStringField("sa", incident.getSa());
    out.writeStringField("peerProvenance", incident.getPeerProvenance().name());
    out.writeStringField("local", incident.getLocal());
    out.writeEndObject();
  }

  private static void writeEvidence(JsonGenerator out, List<Evidence> evidence) throws IOException {
    out.writeStartArray();
    for (Evidence one : evidence) {
      out.writeStartObject();
      out.writeStringField("host", one.getHost());
      writeNumber(out, "msg", one.getMsg());
      out.writeStringField("level", one.getLevel().name());
      writeTime(out, "eventTime", one.getEventTime());
      out.writeStringField("signal", one.getSignal());
      out.writeStringField("text", one.getText());
      out.writeStringField("file", one.getFile());
      writeNumber(out, "line", one.getLine());
      out.writeFieldName("flags");
      writeArray(out, one.getFlags());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static void writeArray(JsonGenerator out, List<String> values) throws IOException {
    out.writeStartArray();
    for (String value : values) {
      out.writeString(value);
    }
    out.writeEndArray();
  }

  private static void writeTime(JsonGenerator out, String field, Instant time) throws IOException {
    out.writeStringField(field, time == null ? null : time.toString());
  }

  private static void writeNumber(JsonGenerator out, String field, Long value) throws IOException {
    if (value == null) {
      out.writeNullField(field);
    } else {
      out.writeNumberField(field, value);
    }
  }

  private static String name(Enum<?> value) {
    return value == null ? null : value.name();
  }

  private interface Writer {
    void write(JsonGenerator generator) throws IOException;
  }

  private String json(Writer writer) {
    StringWriter text = new StringWriter(512);
    try (JsonGenerator generator = factory.createGenerator(text)) {
      writer.write(generator);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
