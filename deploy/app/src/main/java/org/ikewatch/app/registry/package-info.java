/**
 * A schema registry for {@code ikewatch up}: the REST API and the storage format of Confluent's,
 * small enough to run inside the process.
 */
package org.ikewatch.app.registry;
