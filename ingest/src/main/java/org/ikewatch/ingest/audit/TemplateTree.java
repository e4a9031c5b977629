package org.ikewatch.ingest.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Templates by the characters they begin with, so that a text meets only those that may fit. */
final class TemplateTree {
  /** One character further into the beginning; most nodes have one child. */
  private static final class Node {
    private char[] characters = {};
    private Node[] children = {};
    private final List<Template> templates = new ArrayList<>();

    Node child(char c) {
      for (int i = 0; i < characters.length; i++) {
        if (characters[i] == c) {
          return children[i];
        }
      }
      return null;
    }

    Node addChild(char c) {
      Node child = child(c);
      if (child == null) {
        child = new Node();
        characters = Arrays.copyOf(characters, characters.length + 1);
        children = Arrays.copyOf(children, children.length + 1);
        characters[characters.length - 1] = c;
        children[children.length - 1] = child;
      }
      return child;
    }
  }

  private final Node root = new Node();

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
    return match(root, text, start, start, end, peer, local);
  }

  private static Match match(
      Node node, String text, int at, int start, int end, String peer, String local) {
    if (at < end) {
      Node child = node.child(text.charAt(at));
      if (child != null) {
        Match deeper = match(child, text, at + 1, start, end, peer, local);
        if (deeper != null) {
          return deeper;
        }
      }
    }
    for (int i = 0; i < node.templates.size(); i++) {
      Match match = node.templates.get(i).match(text, start, end, peer, local);
      if (match != null) {
        return match;
      }
    }
    return null;
  }
}
