package org.ikewatch.ingest.audit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Templates by the literal they begin with, so that a text meets only those that may fit: a tree in
 * which each node's literal goes on where its parent's ends.
 */
final class TemplateTree {
  private static final class Node {
    private final String literal;
    private final Node parent;
    private final List<Template> templates = new ArrayList<>(1);
    private Node[] children = {};

    /** The first character of each child's literal: no two begin alike. */
    private String firsts = "";

    Node(String literal, Node parent) {
      this.literal = literal;
      this.parent = parent;
    }

    /** The child whose literal stands at this place of the text; null where none does. */
    Node childAt(String text, int at, int end) {
      int index = at < end ? firsts.indexOf(text.charAt(at)) : -1;
      if (index < 0) {
        return null;
      }
      Node child = children[index];
      boolean fits = at + child.literal.length() <= end && text.startsWith(child.literal, at);
      return fits ? child : null;
    }
  }

  private final Node root;

  private TemplateTree(Node root) {
    this.root = root;
  }

  /** A tree of these templates; of those with the same beginning, the first is tried first. */
  static TemplateTree of(List<Template> templates) {
    List<Template> sorted = new ArrayList<>(templates);
    sorted.sort(Comparator.comparing(Template::leading));
    return new TemplateTree(grow(sorted, 0, null));
  }

  /** The node of templates, sorted, that all begin alike up to {@code from}. */
  private static Node grow(List<Template> templates, int from, Node parent) {
    String first = templates.isEmpty() ? "" : templates.get(0).leading();
    String last = templates.isEmpty() ? "" : templates.get(templates.size() - 1).leading();
    int to = from;
    while (parent != null
        && to < Math.min(first.length(), last.length())
        && first.charAt(to) == last.charAt(to)) {
      to++;
    }
    Node node = new Node(first.substring(from, to), parent);
    int at = 0;
    while (at < templates.size() && templates.get(at).leading().length() == to) {
      node.templates.add(templates.get(at++));
    }
    List<Node> children = new ArrayList<>();
    while (at < templates.size()) {
      int stop = at + 1;
      char next = templates.get(at).leading().charAt(to);
      while (stop < templates.size() && templates.get(stop).leading().charAt(to) == next) {
        stop++;
      }
      children.add(grow(templates.subList(at, stop), to, node));
      node.firsts += next;
      at = stop;
    }
    node.children = children.toArray(Node[]::new);
    return node;
  }

  /** The match of the most specific template; null where none fits. */
  Match match(String text, int start, int end, String peer, String local) {
    Node deepest = root;
    int at = start;
    for (Node next = root; next != null; next = deepest.childAt(text, at, end)) {
      deepest = next;
      at += next.literal.length();
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
