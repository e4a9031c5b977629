package org.ikewatch.streams.topology;

import org.ikewatch.schemas.AuditRecord;
import org.ikewatch.schemas.AvroSerde;
import org.ikewatch.schemas.DeadLetter;
import org.ikewatch.schemas.Incident;
import org.ikewatch.schemas.SchemaRegistry;
import org.ikewatch.schemas.Topics;

/** The serdes of the three topics that the topology reads and writes. */
record Contracts(
    AvroSerde<AuditRecord> audit,
    AvroSerde<Incident> incidents,
    AvroSerde<DeadLetter> deadLetters) {

  static Contracts from(SchemaRegistry registry) {
    return new Contracts(
        AvroSerde.forValue(AuditRecord.class, Topics.AUDIT, registry),
        AvroSerde.forValue(Incident.class, Topics.INCIDENTS, registry),
        AvroSerde.forValue(DeadLetter.class, Topics.DEADLETTERS, registry));
  }
}
