"""Data for search engines, calendars and other sites."""
