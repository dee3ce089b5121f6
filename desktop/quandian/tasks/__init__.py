"""Jobs that need several rooms: import files, build the sample, write a briefing. One path for window and command line."""
