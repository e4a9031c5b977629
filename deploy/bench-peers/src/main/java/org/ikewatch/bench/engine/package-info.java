/** The engine and its peers on parsed records in memory, in this process and on one thread. */
package org.ikewatch.bench.engine;
