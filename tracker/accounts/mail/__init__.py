"""E-mail: queued with the change that causes it, sent later, each message once."""
