package org.ikewatch.ingest.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The event texts that are known, compiled once. Among the entries whose fixed beginning fits, the
 * one with the longest beginning is tried first, then the order of the catalogue decides.
 *
 * <p>Safe for use by several threads.
 */
public final class Catalogue {
  /**
   * No text of the product is nearly as long, in bytes. The time to match one may grow with the
   * square of its length.
   */
  private static final int LONGEST = 1024;

  private final List<Template> prefixes;
  private final TemplateTree tree;
  private final RecurringTexts recurring = new RecurringTexts();

  private Catalogue(List<Template> prefixes, TemplateTree tree) {
    this.prefixes = prefixes;
    this.tree = tree;
  }

  /**
   * Compiles a catalogue.
   *
   * @param prefixes templates that may stand before any text, such as A.03's {@code local A -
   *     remote B:}
   * @throws IllegalArgumentException where a template is wrong
   */
  public static Catalogue of(List<String> prefixes, List<CatalogueEntry> entries) {
    List<Template> compiledPrefixes = new ArrayList<>();
    prefixes.forEach(
        prefix -> compiledPrefixes.addAll(Template.of(Match.UNKNOWN_TEXT, Map.of(), prefix)));
    List<Template> templates = new ArrayList<>();
    for (CatalogueEntry entry : entries) {
      for (String text : entry.texts()) {
        Template.of(entry.signal(), entry.attributes(), text).forEach(templates::add);
      }
    }
    return new Catalogue(List.copyOf(compiledPrefixes), TemplateTree.of(templates));
  }

  /**
   * Texts that this template fits, one for each of its forms and kinds of values: to see whether
   * another template takes them away.
   *
   * @throws IllegalArgumentException where the template is wrong
   */
  public static List<String> samples(String template) {
    return Template.of(Match.UNKNOWN_TEXT, Map.of(), template).stream()
        .flatMap(form -> Stream.of(form.sample(false), form.sample(true)))
        .distinct()
        .toList();
  }

  /** What this text means. A full stop at its end makes no difference. */
  public Match match(String text) {
    return match(Span.of(text));
  }

  /** What this part of a text means. */
  Match match(Span part) {
    byte[] text = part.base();
    int hash = recurring.hash(text, part.start(), part.end());
    Match known = recurring.find(hash, text, part.start(), part.end());
    if (known != null) {
      return known;
    }
    Match match = lookUp(part);
    if (match.isKnown()) {
      recurring.found(hash, text, part.start(), part.end(), match);
    }
    return match;
  }

  private Match lookUp(Span part) {
    if (part.length() > LONGEST) {
      return Match.unknown("", "");
    }
    byte[] text = part.base();
    int end = Bytes.trimEnd(text, part.start(), part.end());
    int start = Bytes.skipBlanks(text, part.start(), end);
    if (end > start && text[end - 1] == '.') {
      end--;
    }
    for (int i = 0; i < prefixes.size(); i++) {
      Template prefix = prefixes.get(i);
      if (Bytes.stands(prefix.leading(), text, start, end)) {
        String[] found = {"", ""};
        int rest = prefix.matchPrefix(text, start, end, found);
        if (rest >= 0) {
          return match(text, Bytes.skipBlanks(text, rest, end), end, found[0], found[1]);
        }
      }
    }
    return match(text, start, end, "", "");
  }

  private Match match(byte[] text, int start, int end, String peer, String local) {
    Match match = tree.match(text, start, end, peer, local);
    return match == null ? Match.unknown(peer, local) : match;
  }
}
