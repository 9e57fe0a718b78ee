"""Logging actions without a connection: the page, its service worker, and sending what it kept."""
