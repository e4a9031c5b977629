/** The records that every side of a comparison gets, with what there is to detect in them. */
package org.ikewatch.bench.fleet;
