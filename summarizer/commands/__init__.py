"""The commands, one module a group: they delegate to the pipeline and print the answers."""
