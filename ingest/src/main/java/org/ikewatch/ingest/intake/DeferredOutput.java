package org.ikewatch.ingest.intake;

import java.util.ArrayList;
import java.util.List;
import org.ikewatch.ingest.audit.IgnoreReason;
import org.ikewatch.ingest.audit.Receipt;
import org.ikewatch.ingest.syslog.HeaderHost;
import org.ikewatch.schemas.RejectedInput;

/**
 * Collects results under a lock, to be published after it is released: publishing may block on the
 * broker or the disk. Not safe for use by several threads.
 */
final class DeferredOutput implements IntakeOutput {
  private final IntakeOutput output;
  private List<Runnable> kept = new ArrayList<>();

  /** What is kept goes to this output. */
  DeferredOutput(IntakeOutput output) {
    this.output = output;
  }

  /** Gives up what was kept: each is to be run once, in this order. */
  List<Runnable> take() {
    List<Runnable> taken = kept;
    kept = new ArrayList<>();
    return taken;
  }

  @Override
  public RecordOutput recordsOf(Origin origin) {
    RecordOutput records = output.recordsOf(origin);
    return assembled -> kept.add(() -> records.record(assembled));
  }

  @Override
  public void received(int lines) {
    kept.add(() -> output.received(lines));
  }

  @Override
  public void rejected(RejectedInput input, Receipt receipt) {
    kept.add(() -> output.rejected(input, receipt));
  }

  @Override
  public void ignored(IgnoreReason reason, Receipt receipt) {
    kept.add(() -> output.ignored(reason, receipt));
  }

  @Override
  public void unusableHost(HeaderHost reason) {
    kept.add(() -> output.unusableHost(reason));
  }
}
