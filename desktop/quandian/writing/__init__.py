"""A Briefing tree becomes a Word document."""
