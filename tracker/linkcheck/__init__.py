"""Whether the addresses of sources still answer; never asked while a reader waits."""
