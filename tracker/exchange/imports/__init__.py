"""Imports files: parse, match, plan, preview, write.

A run is one file on its way; the three doors (pages, command, programs) go it by the same acts.
"""
