"""Permissions: one table for all services. Imports neither records nor Flask."""
