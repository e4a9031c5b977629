package org.ikewatch.lab.harness;

import java.util.List;
import org.ikewatch.lab.oracle.ExpectedIncident;
import org.ikewatch.schemas.Incident;

/**
 * How an engine did on one scenario.
 *
 * @param matched expected incidents it published
 * @param missed expected incidents it did not
 * @param unexpected incidents of peers of which all are known, that are none of the expected
 * @param others incidents left of which nothing is demanded
 * @param wrong incidents with a revision that is CONFIRMED and not true
 * @param anonymous incidents with a CONFIRMED revision without a peer
 * @param overclaimed matched incidents that are CONFIRMED on evidence worth INFERRED
 * @param faults what must not happen, whatever the records
 */
public record HostScore(
    Scenario scenario,
    List<ExpectedIncident> matched,
    List<ExpectedIncident> missed,
    List<Incident> unexpected,
    List<Incident> others,
    List<Incident> wrong,
    List<Incident> anonymous,
    List<Incident> overclaimed,
    List<String> faults) {

  /** Whether everything demanded of it holds. */
  public boolean passes() {
    boolean exact = !scenario.mode().isDemanding() || (missed.isEmpty() && unexpected.isEmpty());
    return exact && wrong.isEmpty() && anonymous.isEmpty() && faults.isEmpty();
  }
}
