"""The merge page: what comes in at the left, what has to be chosen or can be looked through in the middle."""
