"""What may be seen: the lifecycle of publication. The only writer of what is public."""
