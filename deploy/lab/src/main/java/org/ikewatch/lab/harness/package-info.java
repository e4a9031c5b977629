/**
 * Feeds the oracle's hosts to an engine in every way in which records can arrive, and compares what
 * it says with the truth.
 */
package org.ikewatch.lab.harness;
