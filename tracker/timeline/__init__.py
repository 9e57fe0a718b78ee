"""What is new: everything public on one timeline, for pages, feeds and letters alike."""
