"""What search engines, calendars and other sites read of the tracker."""
