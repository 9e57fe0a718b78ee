"""Offline work: the page, its service worker, and sending stored texts."""
