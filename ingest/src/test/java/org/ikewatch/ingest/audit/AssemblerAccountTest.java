package org.ikewatch.ingest.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.ikewatch.ingest.catalogue.CatalogueLoader;

class AssemblerAccountTest {
  private static final Catalogue CATALOGUE = CatalogueLoader.standard();

  /** Counts lines, whatever becomes of them. */
  private static final class Count implements AuditRecordAssembler.Output {
    private int lines;

    @Override
    public void record(AssembledRecord assembled) {
      lines += assembled.lines().size();
    }

    @Override
    public void rejected(AuditLine line, RejectReason reason) {
      lines++;
    }

    @Override
    public void ignored(AuditLine line, IgnoreReason reason) {
      lines++;
    }
  }

  @Provide
  Arbitrary<List<String>> lines() {
    return Arbitraries.oneOf(
            Arbitraries.of(
                "Msg: 413 From: IKMPD Lvl: ERROR Date: Fri Mar 15 07:14:18 2002",
                "Msg: 20 From: SECPOLICYD Lvl: ALERT Date: Tue Apr 20 11:30:39",
                "2004",
                "Msg: 1 From: IKMPD Event: x",
                "Event: MM negotiation timeout, src 15.2.2.2",
                "Event: respond new phase 1 negotiation: 10.1.1.1/500<=>10.2.2.2/500",
                "Event: local 10.1.1.1/500 - remote 10.2.2.2/500:ike_sa 40079580 sta",
                "te INI_IKE_SA_INIT_SENT -> DYING",
                "Event:",
                "Msg:",
                "",
                "------ Rule ------",
                "-- MARK --",
                "above message repeats 3 times"),
            Arbitraries.strings().ofMaxLength(80))
        .list()
        .ofMaxSize(40);
  }

  @Property
  void shouldAccountForEveryLineOnce(@ForAll("lines") List<String> lines, @ForAll boolean cut) {
    // Given
    Count count = new Count();
    AuditRecordAssembler assembler = new AuditRecordAssembler(CATALOGUE, Hold.FOREVER, count);

    // When
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      boolean last = i == lines.size() - 1;
      assembler.accept(
          new AuditLine(
              Span.of(line),
              Span.of(line),
              0,
              SyslogStamp.NONE,
              Claims.NONE,
              0,
              false,
              cut && last,
              Receipt.NONE));
    }
    assembler.flush();

    // Then
    assertThat(count.lines).isEqualTo(lines.size());
  }
}
