/** The commands behind the scripts in deploy/bench. */
package org.ikewatch.bench.cli;
