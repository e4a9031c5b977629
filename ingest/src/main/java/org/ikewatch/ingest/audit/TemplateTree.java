package org.ikewatch.ingest.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Templates by the characters they begin with, so that a text meets only those that may fit. */
final class TemplateTree {
  /** One character further into the beginning; most nodes have one child. */
  private static final class Node {
    private final Node parent;
    private final List<Template> templates = new ArrayList<>();
    private char[] characters = {};
    private Node[] children = {};

    Node(Node parent) {
      this.parent = parent;
    }

    Node child(char c) {
      char[] all = characters;
      for (int i = 0; i < all.length; i++) {
        if (all[i] == c) {
          return children[i];
        }
      }
      return null;
    }

    Node addChild(char c) {
      Node child = child(c);
      if (child == null) {
        child = new Node(this);
        characters = Arrays.copyOf(characters, characters.length + 1);
        children = Arrays.copyOf(children, children.length + 1);
        characters[characters.length - 1] = c;
        children[children.length - 1] = child;
      }
      return child;
    }
  }

  private final Node root = new Node(null);

  void add(Template template) {
    Node node = root;
    String leading = template.leading();
    for (int i = 0; i < leading.length(); i++) {
      node = node.addChild(leading.charAt(i));
    }
    node.templates.add(template);
  }

  /** The match of the most specific template; null where none fits. */
  Match match(String text, int start, int end, String peer, String local) {
    for (Node node = deepest(text, start, end); node != null; node = node.parent) {
      for (int i = 0; i < node.templates.size(); i++) {
        Match match = node.templates.get(i).match(text, start, end, peer, local);
        if (match != null) {
          return match;
        }
      }
    }
    return null;
  }

  private Node deepest(String text, int start, int end) {
    Node node = root;
    for (int at = start; at < end; at++) {
      Node child = node.child(text.charAt(at));
      if (child == null) {
        return node;
      }
      node = child;
    }
    return node;
  }
}
