"""Who speaks: users, organisations and memberships, summed up in a frozen Actor."""
