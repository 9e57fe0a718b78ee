"""Users, organisations and memberships, combined in a frozen Actor."""
