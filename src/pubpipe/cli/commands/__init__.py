"""One module a command: what a person types -> a request, a report -> what is shown."""
