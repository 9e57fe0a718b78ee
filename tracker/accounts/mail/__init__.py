"""E-mail: queued with the act that causes it, sent later, each message once."""
