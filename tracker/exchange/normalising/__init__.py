"""Translates the cells of a file's columns. Each distinct text is translated once.

A column is looked at as a whole first, for only together do its cells tell whether 3/4/2020 is a
day in April or in March. What could be read in two ways is refused with both, never guessed.
"""
