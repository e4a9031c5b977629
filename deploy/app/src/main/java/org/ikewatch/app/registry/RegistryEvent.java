package org.ikewatch.app.registry;

/**
 * One record of the registry's log. The state is what all of them, in order, have made of it.
 *
 * <p>An empty subject stands for the whole registry.
 */
sealed interface RegistryEvent {
  /** A version was registered, or hidden by a delete. */
  record VersionStored(SchemaVersion schema, boolean deleted) implements RegistryEvent {}

  /** A version was removed for good. */
  record VersionPurged(String subject, int version) implements RegistryEvent {}

  /** All versions up to this one were hidden by a delete. */
  record SubjectDeleted(String subject, int upTo) implements RegistryEvent {}

  /** A compatibility level was set. */
  record CompatibilitySet(String subject, Compatibility level) implements RegistryEvent {}

  /** A subject went back to the registry's level. */
  record CompatibilityCleared(String subject) implements RegistryEvent {}

  /** The mode was set. */
  record ModeSet(String subject, Mode mode) implements RegistryEvent {}

  /** Who may write. */
  enum Mode {
    READWRITE,
    READONLY
  }
}
