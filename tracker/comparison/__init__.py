"""States, groups of states, or one state on several days beside each other; nobody is ranked."""
