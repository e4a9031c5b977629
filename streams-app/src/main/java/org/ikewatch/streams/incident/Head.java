package org.ikewatch.streams.incident;

/**
 * What is published of one trouble: the incident's id and newest revision, and the first failure by
 * which the trouble is known again.
 */
public record Head(String incidentId, int revision, Citation.Key first) {
  public Head {
    if (revision < 1) {
      throw new IllegalArgumentException("revisions count from 1");
    }
  }
}
