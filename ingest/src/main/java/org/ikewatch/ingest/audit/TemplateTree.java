package org.ikewatch.ingest.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Templates by the literal they begin with, so that a text meets only those that may fit: a tree in
 * which each node's literal goes on where its parent's ends.
 */
final class TemplateTree {
  private static final class Node {
    private final byte[] literal;
    private final Node parent;
    private final List<Template> templates = new ArrayList<>(1);

    /** By the first byte of their literals, as no two begin alike. */
    private final Node[] children = new Node[256];

    Node(byte[] literal, Node parent) {
      this.literal = literal;
      this.parent = parent;
    }

    /** The child whose literal stands at this place of the text; null where none does. */
    Node childAt(byte[] text, int at, int end) {
      Node child = at < end ? children[text[at] & 0xff] : null;
      return child != null && Bytes.stands(child.literal, text, at, end) ? child : null;
    }
  }

  private final Node root;

  private TemplateTree(Node root) {
    this.root = root;
  }

  /** A tree of these templates; of those with the same beginning, the first is tried first. */
  static TemplateTree of(List<Template> templates) {
    List<Template> sorted = new ArrayList<>(templates);
    sorted.sort(Comparator.comparing(Template::leading, Arrays::compareUnsigned));
    return new TemplateTree(grow(sorted, 0, null));
  }

  /** The node of templates, sorted, that all begin alike up to {@code from}. */
  private static Node grow(List<Template> templates, int from, Node parent) {
    byte[] first = templates.isEmpty() ? new byte[0] : templates.get(0).leading();
    byte[] last = templates.isEmpty() ? first : templates.get(templates.size() - 1).leading();
    int to = from;
    while (parent != null && to < Math.min(first.length, last.length) && first[to] == last[to]) {
      to++;
    }
    Node node = new Node(Arrays.copyOfRange(first, from, to), parent);
    int at = 0;
    while (at < templates.size() && templates.get(at).leading().length == to) {
      node.templates.add(templates.get(at++));
    }
    while (at < templates.size()) {
      int stop = at + 1;
      byte next = templates.get(at).leading()[to];
      while (stop < templates.size() && templates.get(stop).leading()[to] == next) {
        stop++;
      }
      node.children[next & 0xff] = grow(templates.subList(at, stop), to, node);
      at = stop;
    }
    return node;
  }

  /** The match of the most specific template; null where none fits. */
  Match match(byte[] text, int start, int end, String peer, String local) {
    Node deepest = root;
    int at = start;
    for (Node next = root; next != null; next = deepest.childAt(text, at, end)) {
      deepest = next;
      at += next.literal.length;
    }
    for (Node node = deepest; node != null; node = node.parent) {
      for (int i = 0; i < node.templates.size(); i++) {
        Match match = node.templates.get(i).match(text, start, end, peer, local);
        if (match != null) {
          return match;
        }
      }
    }
    return null;
  }
}
