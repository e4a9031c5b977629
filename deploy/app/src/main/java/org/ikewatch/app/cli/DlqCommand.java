package org.ikewatch.app.cli;

import picocli.CommandLine.Command;

/** What could not be used. */
@Command(
    name = "dlq",
    description = "List rejected input and dead letters, or send them again to where they failed.",
    synopsisSubcommandLabel = "(list | replay)",
    subcommands = {DlqListCommand.class, DlqReplayCommand.class})
final class DlqCommand {}
