/** Two topologies that a team without the engine could write: one naive, one minimal. */
package org.ikewatch.bench.streams;
