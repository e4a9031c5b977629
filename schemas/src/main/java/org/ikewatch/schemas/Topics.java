package org.ikewatch.schemas;

/** The names of the topics that the parts of IKEwatch share. */
public final class Topics {
  public static final String AUDIT = "ikewatch.audit";
  public static final String REJECTS = "ikewatch.rejects";
  public static final String INVENTORY = "ikewatch.inventory";
  public static final String INCIDENTS = "ikewatch.incidents";
  public static final String DELIVERIES = "ikewatch.deliveries";
  public static final String DEADLETTERS = "ikewatch.deadletters";

  private Topics() {}
}
