package org.ikewatch.ingest.intake;

/**
 * Whose lines belong together.
 *
 * @param sender the address, or the file, they come from
 * @param host the host named by the header; empty where none is
 * @param tag the program named by the header; empty where none is
 * @param file the file they stand in; empty for lines off the network
 */
record StreamKey(String sender, String host, String tag, String file) {
  /** Where records of this stream say they come from. */
  String origin() {
    return file.isEmpty() ? sender : file;
  }
}
