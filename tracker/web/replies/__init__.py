"""Pages on which one side replies to a record of the other."""
