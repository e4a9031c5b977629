package org.ikewatch.ingest.syslog;

/**
 * Who writes: lines of one writer belong together, in their order. Its hash is made once, as each
 * line asks for what its writer has left unfinished.
 */
public final class Writer {
  /** No host has a longer name, and hardly any program. */
  private static final int LONGEST = 255;

  private static final int KEPT = 64;

  private final String sender;
  private final String host;
  private final String tag;
  private final String file;
  private final HeaderHost headerHost;
  private final int hash;

  /** The writer that the header of a message from this sender names. */
  static Writer ofHeader(String sender, String host, String tag) {
    return new Writer(sender, bounded(host), bounded(tag), "", HeaderHost.of(host));
  }

  /** The writer that these words of a header name. */
  static Writer ofHeader(String sender, HeaderFields fields) {
    HeaderHost headerHost = fields.clear() ? HeaderHost.of(fields.host()) : HeaderHost.UNCLEAR;
    return new Writer(sender, bounded(fields.host()), bounded(fields.tag()), "", headerHost);
  }

  /** A sender chooses how long these are: of a long one its beginning and a hash are kept. */
  private static String bounded(String name) {
    return name.length() <= LONGEST
        ? name
        : name.substring(0, KEPT) + '#' + Integer.toHexString(name.hashCode());
  }

  /** The same host with a program that another header names; the same if that names none. */
  Writer tagged(String otherTag) {
    return otherTag.isEmpty() || otherTag.equals(tag)
        ? this
        : new Writer(sender, host, bounded(otherTag), file, headerHost);
  }

  /**
   * A writer.
   *
   * @param sender the address, or the file, its lines come from
   * @param host the host named by the header; empty where none is
   * @param tag the program named by the header, without process ID; empty where none is
   * @param file the file its lines stand in; empty for lines off the network
   */
  public Writer(String sender, String host, String tag, String file) {
    this(sender, host, tag, file, HeaderHost.USABLE);
  }

  private Writer(String sender, String host, String tag, String file, HeaderHost headerHost) {
    this.headerHost = headerHost;
    this.sender = sender;
    this.host = host;
    this.tag = tag;
    this.file = file;
    int ofHeader = 31 * host.hashCode() + tag.hashCode();
    this.hash = 31 * (31 * ofHeader + sender.hashCode()) + file.hashCode();
  }

  /** This one, whose lines stand in that file. */
  public Writer in(String otherFile) {
    return otherFile.equals(file) ? this : new Writer(sender, host, tag, otherFile, headerHost);
  }

  public String sender() {
    return sender;
  }

  /** As the header has it, also where it cannot be the name of a host; shortened if it is long. */
  public String host() {
    return host;
  }

  /** The host that the header names; empty where it names none, or none that can be. */
  public String usableHost() {
    return headerHost == HeaderHost.USABLE ? host : "";
  }

  /** Whether the header's host can be one. */
  public HeaderHost headerHost() {
    return headerHost;
  }

  public String tag() {
    return tag;
  }

  /** Whether the program is one of IPSec's daemons, which write audit records only. */
  public boolean isDaemon() {
    return HeaderFields.isDaemon(tag);
  }

  public String file() {
    return file;
  }

  /** Where its records say they come from. */
  public String origin() {
    return file.isEmpty() ? sender : file;
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof Writer writer
            && hash == writer.hash
            && host.equals(writer.host)
            && tag.equals(writer.tag)
            && sender.equals(writer.sender)
            && file.equals(writer.file));
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
