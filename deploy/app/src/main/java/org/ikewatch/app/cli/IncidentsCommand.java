package org.ikewatch.app.cli;

import picocli.CommandLine.Command;

/** What the database knows of incidents. */
@Command(
    name = "incidents",
    description =
        "List stored incidents, or tell what one of them was taken for and where it went.",
    synopsisSubcommandLabel = "(list | history)",
    subcommands = {IncidentsListCommand.class, IncidentsHistoryCommand.class})
final class IncidentsCommand {}
