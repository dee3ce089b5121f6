"""Quandian 圈点: goals, achievements and metrics of work reports, each tied to the words it stands on."""
