package org.ikewatch.lab.harness;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * As many of the demanded with one of the given each as there can be, by augmenting paths: taking
 * the first that fits would leave some without a partner that have one.
 *
 * @param pairs those that have one, in the order of the given
 * @param unpaired the demanded that have none
 * @param left the given that nothing took
 */
record Matching<D, G>(List<Couple<D, G>> pairs, List<D> unpaired, List<G> left) {

  /** One of the demanded and its partner. */
  record Couple<D, G>(D demanded, G given) {}

  Matching {
    pairs = List.copyOf(pairs);
    unpaired = List.copyOf(unpaired);
    left = List.copyOf(left);
  }

  /** Pairs these. */
  static <D, G> Matching<D, G> of(List<D> demanded, List<G> given, BiPredicate<D, G> fits) {
    Map<Integer, Integer> holders = new HashMap<>();
    List<D> unpaired = new ArrayList<>();
    for (int i = 0; i < demanded.size(); i++) {
      // Whoever has a partner keeps one: only the new one can go without.
      if (!findPartner(i, demanded, given, fits, holders, new HashSet<>())) {
        unpaired.add(demanded.get(i));
      }
    }
    List<Couple<D, G>> pairs = new ArrayList<>();
    List<G> left = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      Integer holder = holders.get(i);
      if (holder == null) {
        left.add(given.get(i));
      } else {
        pairs.add(new Couple<>(demanded.get(holder), given.get(i)));
      }
    }
    return new Matching<>(pairs, unpaired, left);
  }

  private static <D, G> boolean findPartner(
      int one,
      List<D> demanded,
      List<G> given,
      BiPredicate<D, G> fits,
      Map<Integer, Integer> holders,
      Set<Integer> tried) {
    for (int i = 0; i < given.size(); i++) {
      if (!fits.test(demanded.get(one), given.get(i)) || !tried.add(i)) {
        continue;
      }
      Integer holder = holders.get(i);
      if (holder == null || findPartner(holder, demanded, given, fits, holders, tried)) {
        holders.put(i, one);
        return true;
      }
    }
    return false;
  }
}
