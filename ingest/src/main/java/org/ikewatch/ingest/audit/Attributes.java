package org.ikewatch.ingest.audit;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * The few attributes of a record, in the order in which they were put: a map that costs two arrays
 * and no hashing. Looking one up walks them all.
 */
final class Attributes extends AbstractMap<String, String> {
  private final Entries entries = new Entries();
  private String[] words;
  private int end;

  /** Room for about so many; it grows where that is too little. */
  Attributes(int expected) {
    words = new String[2 * expected];
  }

  @Override
  public String put(String key, String value) {
    for (int i = 0; i < end; i += 2) {
      if (words[i].equals(key)) {
        String before = words[i + 1];
        words[i + 1] = value;
        return before;
      }
    }
    if (end == words.length) {
      words = Arrays.copyOf(words, 2 * end + 2);
    }
    words[end++] = key;
    words[end++] = value;
    return null;
  }

  @Override
  public Set<Map.Entry<String, String>> entrySet() {
    return entries;
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
