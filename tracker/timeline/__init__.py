"""Latest updates: everything public on one timeline, for pages, feeds and e-mails."""
