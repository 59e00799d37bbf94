"""The command line: flags -> a request to the press -> its report, shown; one file a command."""
