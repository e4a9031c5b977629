package org.ikewatch.streams.incident;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.ikewatch.schemas.Scope;

/**
 * What has been published of one host's troubles. The one place where ids are given and revisions
 * rise: a trouble that changed becomes the next revision of the incident it is known as, also where
 * a late record moved its beginning or named its peer; one that late records explain away is
 * withdrawn.
 */
final class Ledger {
  private final String host;
  private final Map<String, Published> entries = new LinkedHashMap<>();

  Ledger(String host) {
    this.host = host;
  }

  /** Takes up what was published before. */
  void restore(Collection<Published> published) {
    published.forEach(one -> entries.put(one.head().incidentId(), one));
  }

  /** The changes to publish, given the story that the records now tell. */
  List<Revision> reconcile(HostCorrelation story, Instant at) {
    List<Revision> changes = new ArrayList<>();
    Set<String> claimed = new HashSet<>();
    List<Trouble> strangers = new ArrayList<>();
    for (Trouble trouble : story.troubles()) {
      Optional<Published> known = knownByFirst(trouble);
      known.ifPresentOrElse(
          entry -> {
            claimed.add(entry.head().incidentId());
            revise(entry, trouble, at).ifPresent(changes::add);
          },
          () -> strangers.add(trouble));
    }
    for (Trouble trouble : strangers) {
      Revision revision =
          knownByStory(trouble, claimed)
              .map(entry -> next(entry.head(), trouble, at))
              .orElseGet(() -> opened(trouble, at));
      claimed.add(revision.head().incidentId());
      changes.add(revision);
    }
    changes.addAll(withdrawUnclaimed(claimed, at));
    return changes;
  }

  /**
   * Lets go of the troubles that began with these records: they are over, and published as such.
   */
  List<Revision> forget(Set<Citation.Key> over, Instant at) {
    return removeIf(
        entry -> over.contains(entry.head().first()),
        entry -> new Revision(host, entry, Revision.Kind.FORGOTTEN, at));
  }

  private Optional<Published> knownByFirst(Trouble trouble) {
    for (Published entry : entries.values()) {
      if (entry.head().first().equals(trouble.first())) {
        return Optional.of(entry);
      }
    }
    return Optional.empty();
  }

  /** The incident that tells of the same time, phase and peer under another first record. */
  private Optional<Published> knownByStory(Trouble trouble, Set<String> claimed) {
    return entries.values().stream()
        .filter(entry -> !claimed.contains(entry.head().incidentId()))
        .filter(entry -> sameStory(entry.trouble(), trouble))
        .findFirst();
  }

  private static boolean sameStory(Trouble one, Trouble other) {
    Instant oneEnd = one.updatedAt();
    Instant otherEnd = other.updatedAt();
    boolean overlap =
        !one.course().openedAt().isAfter(otherEnd) && !other.course().openedAt().isAfter(oneEnd);
    boolean samePeer =
        one.subject().peer().isEmpty()
            || other.subject().peer().isEmpty()
            || one.subject().peer().equals(other.subject().peer());
    return overlap && samePeer && one.subject().phase() == other.subject().phase();
  }

  private Optional<Revision> revise(Published entry, Trouble trouble, Instant at) {
    if (entry.trouble().equals(trouble)) {
      return Optional.empty();
    }
    return Optional.of(next(entry.head(), trouble, at));
  }

  private Revision next(Head head, Trouble trouble, Instant at) {
    return publish(new Head(head.incidentId(), head.revision() + 1, trouble.first()), trouble, at);
  }

  private Revision opened(Trouble trouble, Instant at) {
    String id = IncidentId.of(Scope.PEER, host, trouble);
    while (entries.containsKey(id)) {
      // The record that opened that incident turned out to begin this trouble.
      id = IncidentId.after(id);
    }
    return publish(new Head(id, 1, trouble.first()), trouble, at);
  }

  private Revision publish(Head head, Trouble trouble, Instant at) {
    Published content = new Published(head, trouble);
    entries.put(head.incidentId(), content);
    return new Revision(host, content, Revision.Kind.STANDING, at);
  }

  private List<Revision> withdrawUnclaimed(Set<String> claimed, Instant at) {
    return removeIf(
        entry -> !claimed.contains(entry.head().incidentId()), entry -> withdrawn(entry, at));
  }

  /** Late records showed that there was no such trouble. */
  private Revision withdrawn(Published entry, Instant at) {
    Head head = entry.head();
    Head last = new Head(head.incidentId(), head.revision() + 1, head.first());
    return new Revision(host, new Published(last, entry.trouble()), Revision.Kind.WITHDRAWN, at);
  }

  private List<Revision> removeIf(
      Predicate<Published> which, Function<Published, Revision> revision) {
    List<Revision> removed = new ArrayList<>();
    entries
        .values()
        .removeIf(
            entry -> {
              boolean gone = which.test(entry);
              if (gone) {
                removed.add(revision.apply(entry));
              }
              return gone;
            });
    return removed;
  }
}
