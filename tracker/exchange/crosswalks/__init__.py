"""Mappings between our themes and those of others: files in the code, and their rows.

Nobody official made these pairs, and no place of the registry holds them: a theme that is not on
record has no row.
"""
