package org.ikewatch.app.registry;

/** A request the registry does not grant, under the codes of Confluent's registry. */
final class RegistryRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final int status;
  private final int errorCode;

  private RegistryRefusal(int status, int errorCode, String message) {
    super(message);
    this.status = status;
    this.errorCode = errorCode;
  }

  int status() {
    return status;
  }

  int errorCode() {
    return errorCode;
  }

  static RegistryRefusal subjectNotFound(String subject) {
    return new RegistryRefusal(404, 40401, "Subject '" + subject + "' not found.");
  }

  static RegistryRefusal versionNotFound(String version) {
    return new RegistryRefusal(404, 40402, "Version " + version + " not found.");
  }

  static RegistryRefusal schemaNotFound(String what) {
    return new RegistryRefusal(404, 40403, "Schema " + what + " not found");
  }

  static RegistryRefusal levelNotFound(String subject) {
    return new RegistryRefusal(
        404,
        40408,
        "Subject '" + subject + "' does not have subject-level compatibility configured");
  }

  static RegistryRefusal incompatible(String subject, Compatibility level, String obstacles) {
    return new RegistryRefusal(
        409,
        409,
        "Schema being registered is incompatible with an earlier schema for subject \"%s\" (%s): %s"
            .formatted(subject, level, obstacles));
  }

  static RegistryRefusal invalidSchema(String why) {
    return new RegistryRefusal(422, 42201, "Invalid schema: " + why);
  }

  static RegistryRefusal invalidVersion(String version) {
    return new RegistryRefusal(
        422,
        42202,
        "The specified version '"
            + version
            + "' is not a valid version id. Allowed values are between [1, 2^31-1] and the string"
            + " \"latest\"");
  }

  static RegistryRefusal invalidLevel(String level) {
    return new RegistryRefusal(422, 42203, "Invalid compatibility level: " + level);
  }

  static RegistryRefusal invalidMode(String mode) {
    return new RegistryRefusal(422, 42204, "Invalid mode: " + mode);
  }

  static RegistryRefusal notPermitted(String what) {
    return new RegistryRefusal(422, 42205, what);
  }

  static RegistryRefusal unreadableBody(String why) {
    return new RegistryRefusal(400, 400, "Unreadable request: " + why);
  }
}
