/**
 * A deterministic simulation: many hosts, days of virtual time, faults on, and what must hold of
 * any engine is checked with every revision it publishes.
 */
package org.ikewatch.lab.simulation;
