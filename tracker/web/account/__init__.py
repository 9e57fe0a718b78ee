"""Pages of a person's account: sign-in, settings, registration, subscriptions."""
