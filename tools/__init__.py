"""Set-up, serving and checks around the application; nothing here is imported by it."""
