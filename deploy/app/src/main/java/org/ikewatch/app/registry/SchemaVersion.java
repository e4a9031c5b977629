package org.ikewatch.app.registry;

/**
 * A schema in its place under a subject.
 *
 * @param version from 1, per subject
 * @param id the schema's own, the same under every subject
 * @param schema its text
 */
record SchemaVersion(String subject, int version, int id, String schema) {}
