"""Attached files made safe, and kept. Knows bytes and types; no person, no record, no framework.

What takes foreign formats apart runs in a process of its own (`confined`, `child`), which knows
codes instead of words.
"""
