package org.ikewatch.ingest.catalogue;

import java.util.ArrayList;
import java.util.List;
import org.ikewatch.ingest.audit.Catalogue;

/** Texts that one entry takes from another: which meaning they got would be a matter of luck. */
final class Ambiguities {
  private Ambiguities() {}

  /** One sentence for each text of these entries that the whole catalogue reads otherwise. */
  static List<String> of(CatalogueDocument entries, Catalogue whole) {
    List<String> found = new ArrayList<>();
    for (int i = 0; i < entries.entries().size(); i++) {
      CatalogueDocument.Entry entry = entries.entries().get(i);
      for (int j = 0; j < entry.texts().size(); j++) {
        String place = "entries[" + i + "].texts[" + j + "] (" + entry.signal() + ")";
        for (String sample : Catalogue.samples(entry.texts().get(j))) {
          String signal = whole.match(sample).signal();
          if (!signal.equals(entry.signal())) {
            found.add(
                place
                    + ": \""
                    + sample
                    + "\" is read as "
                    + signal
                    + "; make the texts differ, or give both the same signal");
          }
        }
      }
    }
    return found;
  }
}
