"""The only SQL: the project file, its change log, undo, history."""
