"""Pages on which a state writes its reports."""
