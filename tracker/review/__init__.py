"""Publication: the lifecycle of records. Only this part changes what is public."""
