package org.ikewatch.ingest.publish;

import java.util.Optional;
import org.ikewatch.ingest.audit.Receipt;
import org.ikewatch.ingest.intake.Origin;
import org.ikewatch.schemas.RejectedInput;

/**
 * Stands for a publisher that is opened after what fills it: a port is bound first, as reading a
 * long spool takes its time. Nothing may be published before it is there.
 */
public final class LatePublisher implements AuditPublisher {
  private volatile Optional<AuditPublisher> publisher = Optional.empty();

  /** This is it; it is closed with this one. */
  public void is(AuditPublisher opened) {
    publisher = Optional.of(opened);
  }

  @Override
  public Lane lane(Origin origin) {
    return publisher.orElseThrow().lane(origin);
  }

  @Override
  public void reject(RejectedInput input, Receipt receipt) {
    publisher.orElseThrow().reject(input, receipt);
  }

  @Override
  public PublisherState state() {
    return publisher.orElseThrow().state();
  }

  @Override
  public void stopWaiting() {
    publisher.ifPresent(AuditPublisher::stopWaiting);
  }

  @Override
  public void close() {
    publisher.ifPresent(AuditPublisher::close);
  }
}
