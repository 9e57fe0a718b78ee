"""Cleans attached files. It handles bytes and types and imports neither records nor Flask.

What takes foreign formats apart runs in a process of its own (`confined`, `child`), which knows
codes instead of words.
"""
