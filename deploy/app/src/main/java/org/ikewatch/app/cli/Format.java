package org.ikewatch.app.cli;

/** How a command prints: for people, or a line of JSON for each. */
enum Format {
  text,
  json
}
