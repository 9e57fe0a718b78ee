"""One way for every file of records: read, matched, planned, looked at, then written.

A run is one file on its way; the three doors (pages, command, programs) go it by the same acts.
"""
