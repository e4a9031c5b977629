package org.ikewatch.ingest.audit;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * The few attributes of a record, in the order in which they were set: a map that does not change
 * once it is made, that costs two arrays and no hashing. Looking one up walks them all.
 */
final class Attributes extends AbstractMap<String, String> {
  private String[] words;
  private int end;

  /** Room for about so many; it grows where that is too little. */
  Attributes(int expected) {
    words = new String[2 * expected];
  }

  /** Puts a value in, or in the place of another; for whoever makes the attributes. */
  void set(String key, String value) {
    for (int i = 0; i < end; i += 2) {
      if (words[i].equals(key)) {
        words[i + 1] = value;
        return;
      }
    }
    if (end == words.length) {
      words = Arrays.copyOf(words, 2 * end + 2);
    }
    words[end++] = key;
    words[end++] = value;
  }

  @Override
  public int size() {
    return end / 2;
  }

  @Override
  public void forEach(BiConsumer<? super String, ? super String> action) {
    for (int i = 0; i < end; i += 2) {
      action.accept(words[i], words[i + 1]);
    }
  }

  @Override
  public Set<Map.Entry<String, String>> entrySet() {
    return new Entries();
  }

  private final class Entries extends AbstractSet<Map.Entry<String, String>> {
    @Override
    public int size() {
      return end / 2;
    }

    @Override
    public Iterator<Map.Entry<String, String>> iterator() {
      return new Iterator<>() {
        private int at;

        @Override
        public boolean hasNext() {
          return at < end;
        }

        @Override
        public Map.Entry<String, String> next() {
          if (at >= end) {
            throw new NoSuchElementException();
          }
          at += 2;
          return Map.entry(words[at - 2], words[at - 1]);
        }
      };
    }
  }
}
