"""Accounts of the demonstration: the one place where they are to be made.

There are no accounts yet in this version, so there is nobody to make; once people can sign in, an
account of every role is made here and told, with its password, to the person at the screen.
"""


def make_accounts() -> tuple[str, ...]:
    """Make an account of every role; returns the lines that say how to sign in as whom."""
    return ()
