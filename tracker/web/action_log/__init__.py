"""Pages on which an organisation logs actions."""
